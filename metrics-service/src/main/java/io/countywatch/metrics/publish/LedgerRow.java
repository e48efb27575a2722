package io.countywatch.metrics.publish;

/**
 * A change of one unit in the ledger. Days as days since 1970-01-01: of all that is done with an entry, converting them
 * would cost the most.
 *
 * @param effective day from which on it counts
 * @param recordedDay day of receipt in the campaign's zone
 * @param recorded receipt, microseconds since 1970-01-01T00:00:00Z
 */
record LedgerRow(Series what, int effective, int recordedDay, long recorded, long subjects, long persons) {}
