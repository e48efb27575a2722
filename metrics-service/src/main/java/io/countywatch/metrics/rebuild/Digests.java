package io.countywatch.metrics.rebuild;

import io.countywatch.metrics.campaign.Campaign;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Digests of a version's tables that do not depend on the order of rows, on who wrote them or on how events were cut into
 * batches: equal figures give equal digests.
 */
@Singleton
class Digests {

    /** By table: its rows as the events alone determine them. {@code %1$s} is the schema, {@code %2$s} the time zone. */
    static final Map<String, String> CANONICAL = canonical();

    private static Map<String, String> canonical() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put(
                "cursor",
                """
                SELECT partition, next_offset, last_recorded FROM %1$s.cursor WHERE topic = 'household-events.v1'
                """);
        queries.put("household_event", "SELECT to_jsonb(e) FROM %1$s.household_event e");
        queries.put("household_state", "SELECT to_jsonb(s) FROM %1$s.household_state s");
        // A batch in which a figure goes up and down leaves no row, two batches leave a zero.
        queries.put(
                "county_counter",
                """
                SELECT county, measure, stage, src_partition, subjects, persons FROM %1$s.county_counter
                WHERE subjects <> 0 OR persons <> 0
                """);
        // By day of recording: within past days, the leader's roll-up lets the last receipt stand for all.
        queries.put(
                "ledger",
                """
                SELECT county, village, measure, stage, effective, (recorded AT TIME ZONE '%2$s')::date,
                       sum(subjects), sum(persons)
                FROM %1$s.ledger GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                """);
        queries.put(
                "county_ledger",
                """
                SELECT county, measure, stage, effective, (recorded AT TIME ZONE '%2$s')::date,
                       sum(subjects), sum(persons)
                FROM %1$s.county_ledger GROUP BY 1, 2, 3, 4, 5 HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                """);
        queries.put("quarantine", "SELECT to_jsonb(q) - 'first_seen' - 'published' FROM %1$s.quarantine q");
        return Map.copyOf(queries);
    }

    private final Campaign campaign;

    Digests(Campaign campaign) {
        this.campaign = campaign;
    }

    Digest of(Connection connection, String schema, String table) throws SQLException {
        // Two sums of 64-bit hashes: a sum counts a row as often as it is there, and does not ask for an order.
        String sql =
                """
                SELECT count(*), md5(concat_ws(':', count(*), sum(hashtextextended(line, 1)::numeric),
                                                              sum(hashtextextended(line, 2)::numeric)))
                FROM (SELECT t::text AS line FROM (%s) AS t) AS lines
                """
                        .formatted(CANONICAL
                                .get(table)
                                .formatted(
                                        Schema.quoted(schema),
                                        campaign.timeZone().getId()));
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Digest(row.getLong(1), row.getString(2));
        }
    }

    record Digest(long rows, String md5) {}
}
