/** What became of an event. */
package io.countywatch.metrics.receipts;
