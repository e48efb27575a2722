package io.countywatch.alert.backtest;

import java.time.LocalDate;
import java.util.Set;

/** What is asked for; {@code from} is not after {@code to}, both are included. */
public record BacktestRequest(LocalDate from, LocalDate to, Set<String> units, KnownAt knownAt) {

    public BacktestRequest {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from must not be after to");
        }
        units = Set.copyOf(units);
    }
}
