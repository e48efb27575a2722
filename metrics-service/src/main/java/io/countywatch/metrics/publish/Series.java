package io.countywatch.metrics.publish;

/**
 * What a figure counts, wherever.
 *
 * @param number small and never used twice: where a book finds its figure without a look at the names
 */
record Series(int number, String measure, String stage) {}
