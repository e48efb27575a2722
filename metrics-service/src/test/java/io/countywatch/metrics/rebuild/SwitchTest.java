package io.countywatch.metrics.rebuild;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one statement that switches, against a schema that a version beside would have filled: here by copying. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SwitchTest {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Versions versions;

    @Inject
    VersionStore store;

    @BeforeEach
    void a_version_beside_with_one_household_more_in_weining() throws SQLException {
        MetricsApi.county(
                "520526", FieldEvent.status("switch-1", "POOR").county("520526").append());
        sql(
                """
                CREATE SCHEMA other;
                CREATE TABLE other.cursor AS TABLE projection_3.cursor;
                CREATE TABLE other.county_counter AS TABLE projection_3.county_counter;
                UPDATE other.county_counter SET subjects = subjects + 1 WHERE county = '520526' AND measure = 'status';
                GRANT USAGE ON SCHEMA other TO countywatch_reader;
                GRANT SELECT ON ALL TABLES IN SCHEMA other TO countywatch_reader;
                INSERT INTO publication.version (schema, consumer_group) VALUES ('other', 'other')
                """);
    }

    @AfterEach
    void as_before() throws SQLException {
        sql(
                """
                UPDATE publication.active SET schema = 'projection_3';
                DELETE FROM publication.version WHERE schema = 'other';
                DROP SCHEMA other CASCADE
                """);
    }

    @Test
    void figures_are_those_of_the_active_version_from_the_switch_on_and_again_after_going_back() throws SQLException {
        assertThat(poor()).isEqualTo(1);

        assertThat(text("SELECT publication.switch_to('other')")).isEqualTo("projection_3");
        assertThat(poor()).isEqualTo(2);

        assertThat(text("SELECT publication.switch_to('projection_3')")).isEqualTo("other");
        assertThat(poor()).isEqualTo(1);
    }

    @Test
    void whether_its_version_is_the_active_one_is_a_metric_of_a_process() throws SQLException {
        await().atMost(Duration.ofSeconds(20)).until(() -> scraped().contains("\nprojection_active 1.0\n"));

        sql("UPDATE publication.active SET schema = 'other'");

        await().atMost(Duration.ofSeconds(20)).until(() -> scraped().contains("\nprojection_active 0.0\n"));
    }

    private static String scraped() {
        return given().get("/q/metrics").asString();
    }

    @Test
    void a_version_that_has_not_got_as_far_is_not_switched_to() throws SQLException {
        sql("UPDATE other.cursor SET next_offset = next_offset - 1 WHERE next_offset > 0");

        assertThatThrownBy(() -> text("SELECT publication.switch_to('other', '200 ms')"))
                .hasMessageContaining("nothing was switched");

        assertThat(text("SELECT schema FROM publication.active")).isEqualTo("projection_3");
    }

    @Test
    void the_switch_waits_until_the_new_version_has_got_as_far() throws Exception {
        sql("UPDATE other.cursor SET next_offset = next_offset - 1 WHERE next_offset > 0");

        CompletableFuture<String> switched = CompletableFuture.supplyAsync(() -> {
            try {
                return text("SELECT publication.switch_to('other')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        sql("UPDATE other.cursor SET next_offset = next_offset + 1");

        assertThat(switched.get()).isEqualTo("projection_3");
        assertThat(text("SELECT schema FROM publication.active")).isEqualTo("other");
    }

    @Test
    void there_is_no_switch_to_what_is_not_there() {
        assertThatThrownBy(() -> text("SELECT publication.switch_to('nowhere')"))
                .hasMessageContaining("there is no projection version nowhere");
    }

    @Test
    void two_versions_never_read_as_one_consumer_group() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> versions.enter(connection, false, "other"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("consumer group other");
        }
    }

    @Test
    void a_live_process_whose_version_is_not_active_leaves_the_active_one_as_it_is() throws SQLException {
        sql("UPDATE publication.active SET schema = 'other'");

        try (Connection connection = dataSource.getConnection()) {
            versions.enter(
                    connection,
                    false,
                    text("SELECT consumer_group FROM publication.version" + " WHERE schema = 'projection_3'"));

            assertThat(store.active(connection)).isEqualTo("other");
        }
    }

    @Test
    void where_a_run_before_has_stopped_is_forgotten_when_the_next_begins() throws SQLException {
        sql("SELECT setval('publication.poison', 18017)");

        besideAsOther("", connection -> {});

        assertThat(text("SELECT is_called FROM publication.poison")).isEqualTo("f");
    }

    @Test
    void a_name_that_comes_again_begins_with_its_own_horizon_and_keeps_it() throws SQLException {
        String before =
                """
                INSERT INTO publication.horizon VALUES ('other', 'projection_3', 'household-events.v1', 0, 987654321),
                                                       ('gone', 'projection_3', 'household-events.v1', 0, 1)
                """;

        besideAsOther(before, connection -> assertThat(horizons(connection))
                .as("what has been applied to it was applied under this horizon")
                .isEqualTo("other before 1 partitions of projection_3, up to 987654321"));
        besideAsOther(
                before + "; UPDATE cursor SET next_offset = 0",
                connection -> assertThat(horizons(connection))
                        .as("nothing applied yet: an old one of the same name")
                        .isEqualTo(
                                "other before 24 partitions of projection_3, up to "
                                        + text(
                                                "SELECT max(next_offset) FROM projection_3.cursor WHERE topic = 'household-events.v1'")));
        besideAsOther(before.replace("projection_3", "dropped"), connection -> assertThat(horizons(connection))
                .as("another version is the live one by now")
                .startsWith("other before 24 partitions of projection_3, up to"));
    }

    /** A process of the version {@code other} that begins beside the live one; of what it does nothing stays. */
    private void besideAsOther(String before, Check then) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path TO other, publication; " + before);
                versions.enter(connection, true, "other");
                then.on(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private interface Check {
        void on(Connection connection) throws SQLException;
    }

    private static String horizons(Connection connection) throws SQLException {
        String query =
                """
                SELECT string_agg(said, '; ') FROM (
                    SELECT format('%s before %s partitions of %s, up to %s', schema, count(*), live, max(next_offset)) AS said
                    FROM horizon WHERE topic = 'household-events.v1' GROUP BY schema, live) AS versions
                """;
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int poor() {
        return MetricsApi.as("*").get("/v1/counties/520526").jsonPath().getInt("measures.status.POOR.subjects");
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
