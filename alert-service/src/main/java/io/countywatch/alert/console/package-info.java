/**
 * What the operations console asks for: whole pages in one answer each. Everything in it can also be had piece by piece
 * from the public paths; nothing here decides anything.
 */
package io.countywatch.alert.console;
