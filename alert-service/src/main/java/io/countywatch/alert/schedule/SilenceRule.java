package io.countywatch.alert.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** When a village or a county counts as silent. */
public final class SilenceRule {

    /** A county is silent when nothing came for so long before the end of the day. */
    public static final Duration COUNTY_SILENT_AFTER = Duration.ofDays(7);

    private static final int SILENT_CADENCES = 2;
    private static final double SILENT_SHARE_OF_REMAINING = 0.30;

    private SilenceRule() {}

    /** Whether silent villages hold at least 30 % of what remains. */
    public static boolean holdsTooMuch(long silentRemaining, long remaining) {
        return remaining > 0 && silentRemaining >= SILENT_SHARE_OF_REMAINING * remaining;
    }

    /**
     * Whether nothing came from a county in the seven days before the end of a day. In the first seven days of a
     * campaign nobody can have been silent for so long.
     *
     * @param lastReportAt the newest report, or null if there never was one
     * @param start first day of the campaign
     * @param zone the campaign's time zone
     */
    public static boolean nothingCame(Instant lastReportAt, LocalDate day, LocalDate start, ZoneId zone) {
        Instant since = day.plusDays(1).atStartOfDay(zone).toInstant().minus(COUNTY_SILENT_AFTER);
        boolean longEnough = !since.isBefore(start.atStartOfDay(zone).toInstant());
        return longEnough && (lastReportAt == null || lastReportAt.isBefore(since));
    }

    /**
     * The villages of a county, as far as silence goes.
     *
     * @param silent number of silent villages
     * @param reporting number of the others
     * @param silentRemaining R held by the silent villages
     * @param silentScope S held by the silent villages, null where it is not known
     */
    public record Villages(int silent, int reporting, long silentRemaining, Long silentScope) {}

    /**
     * The silence of a county for one measure.
     *
     * @param nothingCame see {@link #nothingCame}
     */
    public static Silence county(long scope, long done, boolean nothingCame, Villages villages) {
        if (nothingCame) {
            return new Silence(true, scope, done);
        }
        if (villages.silent() <= 0) {
            return Silence.NONE;
        }
        long remaining = Math.min(Math.max(villages.silentRemaining(), 0), scope - done);
        // Until the villages' own figures are known: their share of all villages.
        long held = villages.silentScope() != null
                ? villages.silentScope()
                : Math.round(
                        (double) scope * villages.silent() / (villages.silent() + Math.max(0, villages.reporting())));
        long silentScope = Math.min(scope, Math.max(remaining, held));
        long silentDone = Math.min(done, silentScope - remaining);
        return new Silence(holdsTooMuch(remaining, scope - done), silentDone + remaining, silentDone);
    }

    /**
     * Whether a village has been silent for longer than twice the time in which it should have reported.
     *
     * @param lastReportAt its newest report, or null if there never was one: silent since the campaign began
     * @param cadenceDays days between two expected reports
     */
    public static boolean village(Instant lastReportAt, LocalDate day, LocalDate start, ZoneId zone, int cadenceDays) {
        LocalDate last =
                lastReportAt == null ? start : lastReportAt.atZone(zone).toLocalDate();
        return ChronoUnit.DAYS.between(last, day) > (long) SILENT_CADENCES * cadenceDays;
    }
}
