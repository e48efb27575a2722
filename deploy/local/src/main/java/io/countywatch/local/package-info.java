/** The commands of {@code deploy/local}. */
package io.countywatch.local;
