package io.countywatch.metrics.projection;

import static io.countywatch.metrics.projection.Messages.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.projection.CursorStore.Advance;
import io.countywatch.metrics.projection.CursorStore.Claim;
import io.countywatch.metrics.projection.Projector.Applied;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The transaction of design/3 by hand, on real PostgreSQL: a log of its own, so that the running consumer is not met. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FenceTest {

    private static final int PARTITION = 77;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Campaign campaign;

    @Inject
    CursorStore cursors;

    @Inject
    Projector projector;

    @Test
    void a_zombie_whose_partition_another_has_taken_writes_nothing() throws SQLException {
        Claim zombies = claim("zombie");
        Claim standing = claim("zombie");

        assertThatThrownBy(
                        () -> projector.apply("zombie", advance(zombies, 1), records(status().with("subject", "z-1"))))
                .isInstanceOf(FencedException.class);

        assertThat(rows("z-1")).isZero();
        projector.apply("zombie", advance(standing, 1), records(status().with("subject", "z-1")));
        assertThat(rows("z-1")).isPositive();
    }

    @Test
    void a_batch_whose_commit_reply_was_lost_is_not_applied_twice() throws SQLException {
        Claim claim = claim("reply");
        projector.apply("reply", advance(claim, 1), records(status().with("subject", "r-1")));
        long before = rows("r-1");

        assertThatThrownBy(() -> projector.apply("reply", advance(claim, 1), records(status().with("subject", "r-1"))))
                .isInstanceOf(FencedException.class);

        assertThat(rows("r-1")).isEqualTo(before);
    }

    @Test
    void a_cursor_that_was_moved_back_on_purpose_doubles_nothing() throws SQLException {
        List<Decoded> records = records(
                status().with("subject", "back-1"),
                status().with("subject", "back-1")
                        .with("id", "e2")
                        .with("time", "2020-06-01T00:00:00Z")
                        .data("{\"status\":\"LIFTED\",\"persons\":4}"));
        projector.apply("back", advance(claim("back"), 2), records);
        String before = figures("back-1");
        sql("UPDATE cursor SET next_offset = 0 WHERE topic = 'back'");

        Applied again = projector.apply("back", advance(claim("back"), 2), records);

        assertThat(again).isEqualTo(new Applied(2, 0, 2, 0, 0, 0));
        assertThat(figures("back-1")).isEqualTo(before);
    }

    @Test
    void a_conflict_is_told_from_a_duplicate_however_the_batch_is_cut() throws SQLException {
        Messages first = status().with("subject", "cut-1");
        Messages other = status().with("subject", "cut-1").data("{\"status\":\"LIFTED\",\"persons\":4}");
        projector.apply("cut", advance(claim("cut"), 1), records(first));

        Applied whole = projector.apply("cut", advance(claim("cut"), 3), records(other, first));

        assertThat(whole).isEqualTo(new Applied(2, 0, 1, 0, 1, 0));
    }

    @Test
    void texts_that_are_no_unicode_hold_nobody_up() throws SQLException {
        Messages half =
                status().with("subject", "half-1").data("{\"status\":\"POOR\",\"persons\":4,\"village\":\"\\ud800\"}");

        assertThat(projector
                        .apply("half", advance(claim("half"), 1), records(half))
                        .applied())
                .isEqualTo(1);

        assertThat(projector
                        .apply(
                                "half",
                                advance(claim("half"), 2),
                                records(half.with("id", "e0").with("time", "2020-01-01T00:00:00Z")))
                        .superseded())
                .isEqualTo(1);
    }

    private Claim claim(String topic) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = dataSource.getConnection()) {
                return cursors.claim(connection, topic, PARTITION, "test");
            }
        });
    }

    private static List<Advance> advance(Claim claim, long next) {
        return List.of(new Advance(PARTITION, claim, next, Instant.EPOCH));
    }

    private List<Decoded> records(Messages... messages) {
        EventDecoder decoder = new EventDecoder(campaign);
        List<Decoded> records = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            records.add(decoder.decode(messages[i].at(PARTITION, i)));
        }
        return records;
    }

    private long rows(String subject) throws SQLException {
        return Long.parseLong(text("SELECT count(*)::text FROM household_event WHERE subject = '" + subject + "'"));
    }

    private String figures(String subject) throws SQLException {
        return text("SELECT string_agg(c::text, ' ' ORDER BY c::text) FROM county_counter c WHERE src_partition = "
                        + PARTITION)
                + text("SELECT sum(subjects)::text || ' ' || sum(persons) || ' ' || count(*) FROM ledger")
                + text("SELECT encode(state, 'hex') FROM household_state WHERE subject_key = "
                        + SubjectKey.of(subject).high());
    }

    private void sql(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    private String text(String query) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
