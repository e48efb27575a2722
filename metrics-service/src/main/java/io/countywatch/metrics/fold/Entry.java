package io.countywatch.metrics.fold;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Key of a signed change in the ledger: which figure, from which day on (when it happened) and since when known (when we
 * had it).
 */
public record Entry(Figure figure, LocalDate effective, Instant recorded) {}
