/** What carries a trace from the instance that applies an event to the one that publishes its county. */
package io.countywatch.metrics.trace;
