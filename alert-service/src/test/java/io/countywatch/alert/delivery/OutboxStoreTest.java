package io.countywatch.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.evaluation.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox in a real database, without anybody who empties it. */
@QuarkusTest
@QuarkusTestResource(value = OutboxStoreTest.NobodyDelivers.class, restrictToAnnotatedClass = true)
class OutboxStoreTest {

    private static final String TRANSITIONS = "county-alerts";
    private static final String STATES = "county-alert-state";
    private static final Duration CLAIM = Duration.ofMinutes(1);

    /** Servers of a service whose outbox is looked at once an hour. */
    public static final class NobodyDelivers extends TestServers {
        @Override
        protected Map<String, String> more() {
            return Map.of("countywatch.delivery.poll", "1h");
        }
    }

    @Inject
    OutboxStore outbox;

    @Inject
    Database database;

    @BeforeEach
    void empty() {
        execute("DELETE FROM outbox");
    }

    @Test
    void after_a_failure_a_state_is_told_as_it_stands_by_now_and_once() {
        write(STATES, "a", "a@1", null);
        write(STATES, "a", "a@2", null);
        fail(claim());
        write(STATES, "a", "a@3", null);

        List<OutboxStore.Row> again = claim();

        assertThat(again).extracting(OutboxStore.Row::notification).containsExactly("a@3");
        outbox.done(again);
        assertThat(claim()).isEmpty();
        assertThat(rows("SELECT notification || ' ' || coalesce(superseded_by, 'told') FROM outbox"
                        + " WHERE done_at IS NOT NULL ORDER BY id"))
                .containsExactly("a@1 a@3", "a@2 a@3", "a@3 told");
    }

    @Test
    void what_never_failed_is_told_one_after_the_other() {
        write(STATES, "a", "a@1", null);
        write(STATES, "a", "a@2", null);

        assertThat(deliverAll()).containsExactly("a@1", "a@2");
    }

    @Test
    void every_transition_is_told_in_order_however_often_it_fails() {
        write(TRANSITIONS, "a", "a#1", null);
        write(TRANSITIONS, "a", "a#2", null);
        fail(claim());
        fail(claim());

        assertThat(deliverAll()).containsExactly("a#1", "a#2");
    }

    @Test
    void who_waits_for_a_superseded_state_comes_after_the_one_that_was_told_in_its_place() {
        write(STATES, "source", "source@1", null);
        write(STATES, "target", "target@1", "source@1");
        fail(claim());
        write(STATES, "source", "source@2", null);

        assertThat(deliverAll()).containsExactly("source@2", "target@1");
    }

    @Test
    void a_state_that_waits_for_another_is_not_told_before_it_in_place_of_an_older_one() {
        write(STATES, "target", "target@1", null);
        fail(claim());
        write(STATES, "source", "source@1", null);
        write(STATES, "target", "target@2", "source@1");

        assertThat(deliverAll())
                .containsExactlyInAnyOrder("target@1", "source@1", "target@2")
                .endsWith("target@2");
    }

    @Test
    void a_row_that_failed_waits_as_long_as_it_is_told_to() {
        write(TRANSITIONS, "a", "a#1", null);
        outbox.retryLater(claim(), row -> Duration.ofHours(row.attempts()));

        assertThat(claim()).isEmpty();
        assertThat(rows("SELECT round(extract(epoch FROM claimed_until - clock_timestamp()) / 3600)::text FROM outbox"))
                .containsExactly("1");
    }

    private List<String> deliverAll() {
        List<String> told = new ArrayList<>();
        for (List<OutboxStore.Row> rows = claim(); !rows.isEmpty(); rows = claim()) {
            rows.forEach(row -> told.add(row.notification()));
            outbox.done(rows);
        }
        return told;
    }

    private List<OutboxStore.Row> claim() {
        return outbox.claim("somebody", CLAIM, 100);
    }

    private void fail(List<OutboxStore.Row> rows) {
        outbox.retryLater(rows, row -> Duration.ZERO);
    }

    private void write(String sink, String alert, String notification, String waitsFor) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    INSERT INTO outbox (sink, alert, notification, payload, waits_for, created_at)
                    VALUES (?, ?, ?, '{}', ?, clock_timestamp())
                    """)) {
                statement.setString(1, sink);
                statement.setString(2, alert);
                statement.setString(3, notification);
                statement.setString(4, waitsFor);
                return statement.executeUpdate();
            }
        });
    }

    private void execute(String sql) {
        database.inTransaction(connection -> connection.createStatement().executeUpdate(sql));
    }

    private List<String> rows(String sql) {
        return database.inTransaction(connection -> {
            List<String> rows = new ArrayList<>();
            try (var result = connection.createStatement().executeQuery(sql)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        });
    }
}
