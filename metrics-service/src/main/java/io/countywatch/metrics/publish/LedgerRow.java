package io.countywatch.metrics.publish;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Changes of the ledger, summed.
 *
 * @param recordedDay day of receipt in the campaign's zone
 * @param lastRecorded latest receipt among them
 */
record LedgerRow(Figure figure, LocalDate effective, LocalDate recordedDay, Instant lastRecorded, Count count) {}
