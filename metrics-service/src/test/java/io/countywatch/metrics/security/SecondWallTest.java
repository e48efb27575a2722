package io.countywatch.metrics.security;

import static io.countywatch.metrics.FieldEvent.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.rejections.RejectedItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row-level security by itself, with queries that ask for everything, as one that forgot its condition would. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SecondWallTest {

    private static final List<String> TABLES = List.of("county_counter", "ledger", "household_event", "published");

    @Inject
    AgroalDataSource dataSource;

    @BeforeEach
    void events_of_two_counties() {
        MetricsApi.county("522632", status("wall-1", "POOR").county("522632").append());
        MetricsApi.county("522633", status("wall-2", "POOR").county("522633").append());
        // Every county is published, whoever leads.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> text("SELECT count(*) FROM published")
                .equals("52"));
    }

    @Test
    void a_reader_sees_the_rows_of_its_counties_and_no_others() throws SQLException {
        for (String table : TABLES) {
            assertThat(counties(table, "522632")).as(table).isEqualTo("522632");
            assertThat(counties(table, "52263%")).as(table).isEqualTo("522632,522633");
            assertThat(counties(table, "%")).as(table).contains("522632,522633");
            assertThat(counties(table, "")).as(table).isNull();
            assertThat(counties(table, null)).as(table + " without the setting").isNull();
        }
    }

    @Test
    void a_reject_whose_county_cannot_be_read_is_for_who_sees_all() throws SQLException {
        String id = RejectedItem.rejected("invalid_json").county(null).append();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> MetricsApi.as("*").get("/v1/rejections/" + id).statusCode() == 200);

        String query = "SELECT count(*) FROM rejections.rejection WHERE id = '" + id + "'";
        assertThat(asReader("%", query)).isEqualTo("1");
        assertThat(asReader("52%", query)).isEqualTo("0");
    }

    @Test
    void a_reader_writes_nothing_and_gets_around_it_by_no_partition_and_no_state() {
        for (String statement : List.of(
                "DELETE FROM county_counter",
                "UPDATE publication.active SET since = now()",
                "SELECT count(*) FROM household_event_0",
                "SELECT count(*) FROM household_state")) {
            assertThatThrownBy(() -> asReader("%", statement)).as(statement).hasMessageContaining("permission denied");
        }
    }

    @Test
    void the_wall_holds_for_owners_and_the_roles_own_nothing_and_cannot_log_in() throws SQLException {
        assertThat(text("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = relnamespace JOIN pg_attribute a ON attrelid = c.oid WHERE attname = 'county'"
                        + " AND nspname IN ('projection_3', 'publication', 'rejections') AND relkind IN ('r', 'p')"
                        + " AND NOT relispartition AND NOT relforcerowsecurity"))
                .isNull();
        assertThat(text("SELECT count(*) FROM pg_class WHERE relowner IN"
                        + " ('countywatch_reader'::regrole, 'countywatch_writer'::regrole)"))
                .isEqualTo("0");
        assertThat(text("SELECT bool_or(rolsuper OR rolbypassrls OR rolcanlogin) FROM pg_roles"
                        + " WHERE rolname LIKE 'countywatch\\_%er'"))
                .isEqualTo("f");
    }

    private String counties(String table, String patterns) throws SQLException {
        return asReader(
                patterns,
                "SELECT string_agg(DISTINCT county, ',' ORDER BY county) FROM " + table + " WHERE county LIKE '5226%'");
    }

    private String asReader(String patterns, String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                if (patterns != null) {
                    statement.execute("SET LOCAL countywatch.counties = '" + patterns + "'");
                }
                statement.execute("SET LOCAL ROLE countywatch_reader");
                return statement.execute(query) ? first(statement.getResultSet()) : null;
            } finally {
                connection.rollback();
            }
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            return first(statement.executeQuery(query));
        }
    }

    private static String first(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
