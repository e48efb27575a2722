package io.countywatch.metrics.projection;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.resettled;
import static io.countywatch.metrics.FieldEvent.retraction;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From Kafka to HTTP with everything real; every test uses a county of its own. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ProjectionTest {

    @Inject
    AgroalDataSource dataSource;

    @Test
    void an_event_moves_its_countys_figures_once_however_often_it_comes() {
        FieldEvent poor = status("dup-1", "POOR").county("450225");

        String receipt = append(poor, poor, status("dup-2", "LIFTED").county("450225"), poor, poor);

        var figures = county("450225", receipt);
        assertThat(figures.getInt("measures.status.POOR.subjects")).isEqualTo(1);
        assertThat(figures.getInt("measures.status.POOR.persons")).isEqualTo(4);
    }

    @Test
    void the_log_is_unpacked_by_native_code() {
        assertThat(net.jpountz.util.Native.isLoaded()).isTrue();
    }

    @Test
    void a_late_event_changes_the_days_between_and_not_today() {
        FieldEvent poor = status("late-1", "POOR").county("450226").at("2020-01-02T08:00:00+08:00");
        FieldEvent lifted = status("late-1", "LIFTED").county("450226").at("2020-03-01T08:00:00+08:00");
        FieldEvent relapsed = status("late-1", "RELAPSED").county("450226").at("2020-02-01T08:00:00+08:00");

        String receipt = append(poor, lifted, relapsed);

        assertThat(county("450226", receipt).getInt("measures.status.LIFTED.subjects"))
                .isEqualTo(1);
        assertThat(effective("450226", "2020-02-15").getInt("measures.status.RELAPSED.subjects"))
                .isEqualTo(1);
        assertThat(effective("450226", "2020-01-15").getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
    }

    @Test
    void figures_can_be_asked_for_as_they_were_known() {
        FieldEvent poor =
                status("known-1", "POOR").county("451026").recorded(java.time.Instant.parse("2020-01-03T00:00:00Z"));
        FieldEvent other =
                status("known-2", "POOR").county("451026").recorded(java.time.Instant.parse("2020-02-03T00:00:00Z"));

        county("451026", append(poor));
        county("451026", append(other));

        var then = io.countywatch.metrics.MetricsApi.as("*")
                .queryParam("effective", "2020-01-31")
                .queryParam("known", "2020-01-31T00:00:00Z")
                .get("/v1/counties/451026")
                .jsonPath();
        assertThat(then.getInt("measures.status.POOR.subjects")).isEqualTo(1);
        assertThat(effective("451026", "2020-01-31").getInt("measures.status.POOR.subjects"))
                .isEqualTo(2);
    }

    @Test
    void a_move_counts_out_here_and_in_there() {
        String receipt = append(
                status("move-1", "POOR").county("451028"),
                resettled("move-1", "451031").county("451028").at("2020-02-01T08:00:00+08:00"));

        assertThat(county("451031", receipt).getInt("measures.status.POOR.persons"))
                .isEqualTo(4);
        assertThat(county("451031", receipt).getInt("measures.resettlement.COMPLETED.subjects"))
                .isEqualTo(1);
        assertThat(county("451028", receipt).getMap("measures")).isEmpty();
    }

    @Test
    void a_retraction_takes_back_exactly_even_before_its_target_comes() {
        FieldEvent mistake = status("ret-1", "LIFTED").county("451225").at("2020-02-01T08:00:00+08:00");

        String receipt = append(
                status("ret-1", "POOR").county("451225"),
                retraction(mistake).county("451225").at("2020-02-02T08:00:00+08:00"),
                mistake);

        assertThat(county("451225", receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        assertThat(county("451225", receipt).getMap("measures.status")).hasSize(1);
    }

    @Test
    void what_can_never_be_applied_goes_to_quarantine_and_holds_nobody_up() throws SQLException {
        FieldEvent good = status("q-1", "POOR").county("451228");
        FieldEvent conflict = status("q-1", "LIFTED").county("451228").with("id", "same");
        FieldEvent first = status("q-1", "AT_RISK").county("451228").with("id", "same");

        append(
                first,
                conflict,
                status("q-2", "POOR").county("999999"),
                status("q-3", "POOR").county("451228").data("{not json"),
                status("q-4", "POOR").county("451228").data(null),
                status("q-5", "POOR").county("451228").data("{\"status\":\"RICH\",\"persons\":4}"),
                FieldEvent.ofType("household.born.v1", "q-6", "{}").county("451228"),
                // a NUL passes JSON but not PostgreSQL: only the database finds this one
                status("q-7", "POOR")
                        .county("451228")
                        .data("{\"status\":\"POOR\",\"persons\":4,\"village\":\"\\u0000\"}"));
        String receipt = good.at("2020-03-01T08:00:00+08:00").append();

        assertThat(county("451228", receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(quarantined("q-%"))
                .isEqualTo("q-1 conflict, q-2 unknown_county, q-3 invalid_json, q-4 missing_attribute,"
                        + " q-5 invalid_field, q-6 unknown_type, q-7 cannot_be_applied"));
    }

    @Test
    void killed_postgresql_loses_and_doubles_nothing() {
        FieldEvent[] events = new FieldEvent[400];
        for (int i = 0; i < events.length; i++) {
            events[i] = status("pg-" + i, "POOR").county("451229");
        }
        Thread killer = new Thread(() -> {
            TestServers.servers().killPostgres();
            TestServers.servers().startPostgres();
        });
        killer.start();
        String receipt = append(events);

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        county("451229", receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(events.length));
    }

    private String quarantined(String subjects) throws SQLException {
        String sql =
                """
                SELECT string_agg(subject || ' ' || reason, ', ' ORDER BY subject)
                FROM quarantine WHERE subject LIKE ? AND published
                """;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subjects);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static io.restassured.path.json.JsonPath effective(String county, String day) {
        return io.countywatch.metrics.MetricsApi.as("*")
                .queryParam("effective", day)
                .get("/v1/counties/" + county)
                .jsonPath();
    }
}
