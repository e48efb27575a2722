package io.countywatch.alert.handling;

import java.time.Instant;

/**
 * A silence as it is shown; a matcher that is null matches everything.
 *
 * @param county code of the one county that it is about
 * @param province code of the province that it is about, with all that lies in it
 */
public record SilenceRecord(
        String id,
        String owner,
        String reason,
        Instant start,
        Instant end,
        String county,
        String province,
        String rule,
        String severity,
        Instant createdAt) {

    static SilenceRecord of(Silencing entity) {
        return new SilenceRecord(
                entity.id.toString(),
                entity.owner,
                entity.reason,
                entity.startsAt,
                entity.endsAt,
                entity.county,
                entity.province,
                entity.rule,
                entity.severity,
                entity.createdAt);
    }

    /** Whether it matches an alert at an instant; the start is in, the end is out. */
    public boolean matches(String ofUnit, String ofProvince, String ofRule, String ofSeverity, Instant at) {
        return !at.isBefore(start)
                && at.isBefore(end)
                && (county == null || county.equals(ofUnit))
                && (province == null || province.equals(ofProvince))
                && (rule == null || rule.equals(ofRule))
                && (severity == null || severity.equals(ofSeverity));
    }
}
