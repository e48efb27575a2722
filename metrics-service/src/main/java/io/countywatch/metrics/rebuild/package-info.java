/**
 * Versions of the projection beside one another: a new one fills its own schema from the log, throttled; at equal positions
 * it is compared with the live one; readers and publisher are switched to it, and back, by one statement.
 */
package io.countywatch.metrics.rebuild;
