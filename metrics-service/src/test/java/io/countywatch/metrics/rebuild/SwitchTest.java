package io.countywatch.metrics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
