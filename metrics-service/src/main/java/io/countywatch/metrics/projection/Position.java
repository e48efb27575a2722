package io.countywatch.metrics.projection;

/** Place of a record in the log. */
record Position(String topic, int partition, long offset) {}
