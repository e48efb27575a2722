package io.countywatch.alert.evaluation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.startup.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is left of the log of ticks of old days, and that asking about them does not read all of it. */
@QuarkusTest
@QuarkusTestResource(value = TickRetentionTest.ShortMemory.class, restrictToAnnotatedClass = true)
class TickRetentionTest extends OnStage {

    private static final int EVALUATIONS = 5;
    private static final String BUTUO = "county-behind-schedule:513429:resettlement";

    /** Servers of a service that keeps the ticks of two days. */
    public static final class ShortMemory extends TestServers {
        @Override
        protected Map<String, String> more() {
            return Map.of("countywatch.evaluation.keep-ticks", "3d");
        }
    }

    @Test
    @Order(1)
    void of_days_that_are_old_only_ticks_that_something_names_are_kept_and_the_others_play_again() {
        for (int i = 0; i < 4; i++) {
            playOften(640);
        }
        LocalDate lastThinned = stage.day;
        playOften(640);
        playOften(565);
        playOften(565);

        assertThat(stage.alert(BUTUO).getString("state")).isEqualTo("FIRING");
        String old = "FROM tick k WHERE assessments > 0 AND day <= '" + lastThinned + "'";
        assertThat(number("SELECT count(*) " + old)).isBetween(8L, 4L * EVALUATIONS - 4);
        assertThat(number("SELECT count(*) FROM tick WHERE day > '" + lastThinned + "'"))
                .as("all of the last three days")
                .isGreaterThanOrEqualTo(3L * EVALUATIONS);
        assertThat(number("SELECT count(*) " + old + " AND transitions = 0"
                        + " AND id > (SELECT min(id) FROM tick WHERE day = k.day)"
                        + " AND id < (SELECT max(id) FROM tick WHERE day = k.day)"
                        + " AND id NOT IN (SELECT tick FROM fact UNION SELECT tick FROM assessment"
                        + " UNION SELECT tick FROM assessment_revision UNION SELECT tick FROM county_figures"
                        + " UNION SELECT tick FROM village_figures UNION SELECT tick FROM village_restated)"))
                .as("what nothing names, between the first and the last of a day")
                .isZero();
        assertThat(Rows.of(
                        database,
                        "SELECT DISTINCT (revisions = '{}')::text FROM tick k WHERE day <= '" + lastThinned
                                + "' AND id = (SELECT min(id) FROM tick WHERE day = k.day)"))
                .as("revisions that nobody asks for")
                .containsExactly("true");
        assertThat(number("SELECT count(*) FROM (SELECT tick FROM fact UNION SELECT tick FROM assessment"
                        + " UNION SELECT tick FROM transition UNION SELECT tick FROM county_figures) named"
                        + " WHERE tick NOT IN (SELECT id FROM tick)"))
                .isZero();
        assertThat(stage.reader("/v1/alerts/" + BUTUO + "/explain?asOf=2020-05-27")
                        .getInt("inputs.countyRevision"))
                .isPositive();
        replays(lastThinned.plusDays(1));
    }

    @Test
    @Order(2)
    void asking_about_a_day_and_an_alert_reads_neither_log_as_a_whole() {
        stage.execute("INSERT INTO tick (day, epoch, decided_at, rule_set, revisions, assessments, transitions)"
                + " SELECT date '2021-01-01' + n / 100, 1, now(), 'r', '{}', 1, 0 FROM generate_series(1, 50000) n");
        stage.execute("INSERT INTO outbox (sink, alert, notification, payload, created_at, done_at)"
                + " SELECT 'county-alert-state', 'alert-' || n % 2000, 'n-' || n, '{\"day\":\"2021-01-01\"}', now(), now()"
                + " FROM generate_series(1, 50000) n");
        stage.execute("ANALYZE tick");
        stage.execute("ANALYZE outbox");
        LocalDate day = LocalDate.of(2021, 3, 1);
        var from = java.sql.Timestamp.valueOf("1970-01-01 00:00:00");

        assertThat(plan(ExplanationStore.LASTED, day, day))
                .contains("tick_evaluated")
                .doesNotContain("Seq Scan");
        assertThat(plan(ExplanationStore.SENT, "alert-7", from, from, 20, "alert-7", from, from, 20))
                .contains("outbox_by_alert")
                .doesNotContain("Seq Scan on outbox");
        assertThat(plan(StoodStore.TOLD_OF_DAY, "county-alert-state", "alert-7", "2021-01-01"))
                .contains("outbox_by_alert")
                .doesNotContain("Seq Scan");
    }

    /** A day on which one county has done so far of 640, evaluated five times. */
    private void playOften(long done) {
        stage.play("resettlement", done, county -> county.code().equals("513429"));
        for (int i = 1; i < EVALUATIONS; i++) {
            long before = evaluations();
            stage.publish("resettlement", done, county -> county.code().equals("513429"));
            await().atMost(20, SECONDS).until(() -> evaluations() > before);
        }
    }

    private long evaluations() {
        return number("SELECT count(*) FROM tick WHERE assessments > 0 AND day = '" + stage.day + "'");
    }

    private void replays(LocalDate from) {
        List<String> told = Rows.of(database, "SELECT told FROM transition ORDER BY position");
        List<String> payloads = Rows.of(database, "SELECT payload FROM outbox ORDER BY id");
        TickReplay replay = new TickReplay(campaign);
        database.inTransaction(connection -> {
            replay.play(connection, from);
            return null;
        });
        assertThat(told).isNotEmpty();
        assertThat(replay.told.stream().map(Json::tree))
                .containsExactlyElementsOf(told.stream().map(Json::tree).toList());
        assertThat(replay.payloads).isEqualTo(payloads);
    }

    private String plan(String sql, Object... parameters) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                StringBuilder plan = new StringBuilder();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                return plan.toString();
            }
        });
    }

    private long number(String sql) {
        return Long.parseLong(stage.text(sql));
    }
}
