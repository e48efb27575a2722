/** The console in a real Chromium, over the three services as {@code deploy/local/run} starts them. */
package io.countywatch.consoletest;
