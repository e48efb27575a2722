package io.countywatch.metrics.console;

import io.countywatch.metrics.figures.UnitFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How good the data of the caller's counties are.
 *
 * @param freshness of the caller's first county: the lag is that of the whole system
 * @param countedAt when {@code days} were counted: up to half a minute ago
 * @param rates of late, in the whole system; null for who may not see everything, and in the first seconds
 * @param days on which events came, at most 28, oldest first
 * @param rejections by reason, most frequent first
 * @param quarantine by reason, most frequent first; null for who may not see everything, since a quarantined event's
 *     county may be what is wrong with it
 */
public record Quality(
        UnitFigures.Freshness freshness,
        Instant countedAt,
        Rates rates,
        List<Day> days,
        List<Reason> rejections,
        List<Reason> quarantine) {

    /**
     * By the clock on the wall, whatever day the campaign has. Also events that turn out to be duplicates.
     *
     * @param watchedSeconds how long this was watched, at most an hour
     * @param acceptedPerMinute events a minute that reached the log in the last minute
     * @param appliedPerMinute events a minute that reached the figures in the last minute
     * @param acceptedLastHour events that reached the log in the time that was watched, at most an hour
     * @param appliedLastHour events that reached the figures in that time
     * @param minutes accepted events in each of at most 60 last minutes, oldest first
     */
    public record Rates(
            long watchedSeconds,
            double acceptedPerMinute,
            double appliedPerMinute,
            long acceptedLastHour,
            long appliedLastHour,
            List<Long> minutes) {}

    /**
     * Of one day of receipt, in the campaign's zone.
     *
     * @param received events that were applied or found superseded, less those that were taken back on that day; each counts
     *     once however often it was sent
     * @param late those of an earlier day
     * @param rejected items that intake refused
     */
    public record Day(LocalDate day, long received, long late, long rejected) {}

    /** @param code as in the contract of intake; of the quarantine its reason */
    public record Reason(String code, long count, Instant lastAt) {}
}
