package io.countywatch.metrics.publish;

import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.campaign.Campaign;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The roll-up changes how the ledger is kept, and nothing that it says of any day. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RollUpTest {

    private static final String COUNTY = "520425";
    private static final LocalDate FIRST = LocalDate.of(2020, 3, 1);
    private static final int DAYS = 6;
    private static final int BATCHES = 8;
    private static final int EACH = 12;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    RollUpStore store;

    @Inject
    Campaign campaign;

    @Test
    void no_day_of_recording_is_lost_and_no_sum_changes() throws SQLException {
        aHistory();
        Map<String, String> before = sums("ledger", "village");
        Map<String, String> countyBefore = sums("county_ledger", "'-'");
        String restatements = restatements();

        int gone = rollUp(FIRST.plusDays(DAYS));

        assertThat(gone).isPositive();
        assertThat(number("SELECT count(*) FROM ledger_segment WHERE county = '%s' AND NOT rolled"))
                .isZero();
        assertThat(number("SELECT count(*) FROM ledger_segment WHERE county = '%s'"))
                .as("one segment a day of recording and reason")
                .isBetween((long) DAYS, 3L * DAYS);
        assertThat(restatements()).as("reasons are kept apart").isEqualTo(restatements);
        assertThat(restatements).contains("because=[late]").contains("because=[retraction]");
        assertThat(sums("ledger", "village")).isEqualTo(before);
        assertThat(sums("county_ledger", "'-'")).isEqualTo(countyBefore).isEqualTo(sums("ledger", "'-'"));
        assertThat(before).hasSizeGreaterThan(3 * DAYS);

        // What comes later for a day that is rolled up already is rolled up beside it.
        county(COUNTY, aStatus("late", 21, 0).append());
        Map<String, String> more = sums("ledger", "village");
        rollUp(FIRST.plusDays(DAYS));

        assertThat(more).isNotEqualTo(before);
        assertThat(sums("ledger", "village")).isEqualTo(more);
        assertThat(sums("county_ledger", "'-'")).isEqualTo(sums("ledger", "'-'"));
    }

    @Test
    void what_the_publisher_has_not_read_and_what_may_still_grow_is_left_alone() throws SQLException {
        county(COUNTY, aStatus("unread", 7, 3).append());
        String beforeIt = "1:1:";

        try (var connection = dataSource.getConnection()) {
            Instant before =
                    FIRST.plusDays(DAYS).atStartOfDay(campaign.timeZone()).toInstant();
            assertThat(store.rollUp(connection, COUNTY, before, beforeIt, campaign.timeZone()))
                    .isZero();
        }
        assertThat(rollUp(FIRST)).isZero();
    }

    private void aHistory() {
        Random random = new Random(4711);
        for (int batch = 0; batch < BATCHES; batch++) {
            FieldEvent[] events = new FieldEvent[EACH];
            for (int i = 0; i < events.length; i++) {
                events[i] = aStatus(batch + "-" + i, random.nextInt(20), random.nextInt(DAYS));
            }
            events[0] = aStatus("first-" + batch, batch, batch % DAYS);
            FieldEvent.append(events);
            if (batch < DAYS - 1) {
                // On a day on which others come late.
                FieldEvent.append(FieldEvent.retraction(events[0])
                        .county(COUNTY)
                        .with("id", "back-" + batch)
                        .at(FIRST.plusDays(batch + 1) + "T08:00:00+08:00")
                        .recorded(FIRST.plusDays(batch + 1)
                                .atTime(12, batch)
                                .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                                .toInstant()));
            }
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> number("SELECT count(*) FROM household_event WHERE county = '%s' AND id LIKE 'roll-%%'")
                        == BATCHES * EACH);
    }

    /** Recorded on a day of the history, happened up to two days before it. */
    private static FieldEvent aStatus(String id, int household, int day) {
        LocalDate recorded = FIRST.plusDays(day);
        String[] statuses = {"POOR", "LIFTED", "RELAPSED"};
        return status("roll-up-" + household + "-" + id, statuses[(household + day) % 3])
                .with("id", "roll-" + id)
                .county(COUNTY)
                .at(recorded.minusDays(household % 3) + "T08:00:00+08:00")
                .recorded(recorded.atTime(10, household)
                        .atZone(java.time.ZoneId.of("Asia/Shanghai"))
                        .toInstant());
    }

    private static String restatements() {
        return as("*").get("/v1/counties/" + COUNTY + "/restatements?limit=5000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items")
                .toString();
    }

    private int rollUp(LocalDate before) throws SQLException {
        // What the sums do not have yet is left alone.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number(
                                """
                                SELECT count(*) FROM ledger_segment WHERE county = '%s' AND NOT coalesce(
                                  pg_visible_in_snapshot(tx, (SELECT county_seen FROM ledger_summed)), false)
                                """)
                        == 0);
        String seen;
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            row.next();
            seen = row.getString(1);
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = dataSource.getConnection()) {
                Instant until = before.atStartOfDay(campaign.timeZone()).toInstant();
                return store.rollUp(connection, COUNTY, until, seen, campaign.timeZone());
            }
        });
    }

    /** By everything but the instant within a day of recording; what adds up to nothing is left out. */
    private Map<String, String> sums(String view, String village) throws SQLException {
        String sql =
                """
                SELECT concat_ws('|', %s, measure, stage, effective, (recorded AT TIME ZONE 'Asia/Shanghai')::date),
                       sum(subjects) || '/' || sum(persons)
                FROM %s WHERE county = '%s' GROUP BY 1 HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                """;
        Map<String, String> sums = new TreeMap<>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql.formatted(village, view, COUNTY))) {
            while (row.next()) {
                sums.put(row.getString(1), row.getString(2));
            }
        }
        return sums;
    }

    private long number(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql.formatted(COUNTY))) {
            row.next();
            return row.getLong(1);
        }
    }
}
