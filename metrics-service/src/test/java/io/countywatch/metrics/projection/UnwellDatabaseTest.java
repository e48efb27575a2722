package io.countywatch.metrics.projection;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.everythingIsIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that answers, and refuses work or makes it wait: the batch is repeated, nothing is skipped or doubled. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UnwellDatabaseTest {

    private static final String COUNTY = "640422";

    @Inject
    AgroalDataSource dataSource;

    @AfterEach
    void there_is_room() throws SQLException {
        sql("DROP FUNCTION IF EXISTS no_room CASCADE");
    }

    /** What PostgreSQL says when the disk is full (SQLState 53100), said after the events were written. */
    @Test
    void a_full_disk_stops_the_figures_visibly_and_everything_is_applied_once_when_there_is_room() throws SQLException {
        int before = households();
        sql(
                """
                CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$
                """,
                "CREATE TRIGGER no_room BEFORE INSERT ON ledger_segment FOR EACH STATEMENT EXECUTE FUNCTION no_room()");

        append(events("full-", 50));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health("ready")).isEqualTo(503));
        assertThat(health("live")).isEqualTo(200);
        assertThat(households()).isEqualTo(before);

        sql("DROP FUNCTION no_room CASCADE");

        everythingIsIn();
        assertThat(households()).isEqualTo(before + 50);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health("ready")).isEqualTo(200));
    }

    @Test
    void a_table_that_somebody_has_locked_holds_the_batch_up_and_loses_nothing_of_it() throws SQLException {
        int before = households();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE household_state IN ACCESS EXCLUSIVE MODE");
                append(events("locked-", 50));
                await().atMost(Duration.ofSeconds(30)).until(this::somebodyWaitsForALock);
                assertThat(households()).isEqualTo(before);
            } finally {
                connection.rollback();
            }
        }

        everythingIsIn();
        assertThat(households()).isEqualTo(before + 50);
    }

    private static FieldEvent[] events(String subjects, int number) {
        FieldEvent[] events = new FieldEvent[number];
        for (int i = 0; i < number; i++) {
            events[i] = status(subjects + i, "POOR").county(COUNTY);
        }
        return events;
    }

    private static int households() {
        Integer found = as("*").get("/v1/counties/" + COUNTY).jsonPath().get("measures.status.POOR.subjects");
        return found == null ? 0 : found;
    }

    private static int health(String kind) {
        return given().get("/q/health/" + kind).statusCode();
    }

    private boolean somebodyWaitsForALock() throws SQLException {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
