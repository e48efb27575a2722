package io.countywatch.alert.api;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Up to when an answer is.
 *
 * @param evaluatedThrough the last evaluated campaign day, null before the first
 * @param evaluatedAt when that was last done
 */
public record Freshness(LocalDate evaluatedThrough, Instant evaluatedAt) {}
