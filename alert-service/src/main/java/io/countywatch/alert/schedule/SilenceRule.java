package io.countywatch.alert.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When a county counts as silent. */
public final class SilenceRule {

    /** A county is silent when nothing came for so long before the end of the day. */
    public static final Duration COUNTY_SILENT_AFTER = Duration.ofDays(7);

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
     * The silence of a county for one measure.
     *
     * @param nothingCame see {@link #nothingCame}
     * @param silentVillages number of silent villages
     * @param reportingVillages number of the others
     * @param silentRemaining R held by the silent villages
     */
    public static Silence county(
            long scope,
            long done,
            boolean nothingCame,
            int silentVillages,
            int reportingVillages,
            long silentRemaining) {
        if (nothingCame) {
            return new Silence(true, scope, done);
        }
        if (silentVillages <= 0) {
            return Silence.NONE;
        }
        // The county's snapshot tells what silent villages have left, not their scope: take their share of villages,
        // which village figures can replace later without a change here.
        long remaining = Math.min(Math.max(silentRemaining, 0), scope - done);
        long share = Math.round((double) scope * silentVillages / (silentVillages + Math.max(0, reportingVillages)));
        long silentScope = Math.min(scope, Math.max(remaining, share));
        long silentDone = Math.min(done, silentScope - remaining);
        return new Silence(holdsTooMuch(remaining, scope - done), silentDone + remaining, silentDone);
    }
}
