package io.countywatch.metrics.figures;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.ofType;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class VillageResourceTest {

    private static final String VILLAGES = "/v1/counties/530326/villages";

    @Test
    void villages_tell_their_counts_and_when_they_were_last_heard_of_also_the_silent_ones() {
        for (int i = 0; i < 6; i++) {
            county("530326", inVillage("village-a" + i, "530326-001").append());
        }
        county(
                "530326",
                append(
                        inVillage("village-b", "530326-002"),
                        inVillage("village-b", "530326-002")
                                .data("{\"status\":\"LIFTED\",\"persons\":4,\"village\":\"530326-002\"}")
                                .at("2020-05-09T08:00:00+08:00")
                                .recorded(Instant.parse("2020-05-09T02:00:00Z"))));

        var villages = as("530326").get(VILLAGES).jsonPath();
        assertThat(villages.getList("items.code", String.class))
                .startsWith("530326-001", "530326-002", "530326-003")
                .isSorted();
        assertThat(villages.getInt("items[0].measures.status.POOR.subjects")).isEqualTo(6);
        assertThat(villages.getInt("items[1].measures.status.LIFTED.persons")).isEqualTo(4);
        assertThat(villages.getString("items[1].lastReportAt")).isEqualTo("2020-05-09T02:00:00Z");
        assertThat(villages.getString("items[2].lastReportAt")).isNull();
        var before =
                as("530326").get(VILLAGES + "?effective=2020-05-08&limit=2").jsonPath();
        assertThat(before.getInt("items[1].measures.status.POOR.persons")).isEqualTo(4);
        assertThat(before.getString("items[1].lastReportAt")).isEqualTo("2020-05-01T15:59:59Z");
        assertThat(before.getString("next")).isEqualTo("530326-002");

        // A table, in which who does not see everything finds no cell that points at single households.
        var table = as("530326").accept("text/csv").get(VILLAGES + "?limit=2");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.contentType()).startsWith("text/csv");
        assertThat(table.header("Next-Cursor")).isEqualTo("530326-002");
        assertThat(table.asString().lines())
                .startsWith("code,name,lastReportAt,measure,stage,subjects,persons")
                .anyMatch(line -> line.startsWith("530326-001,") && line.endsWith(",status,POOR,6,24"))
                .anyMatch(line -> line.startsWith("530326-002,") && line.endsWith(",status,LIFTED,<5,<5"));
        assertThat(as("*").accept("text/csv").get(VILLAGES).asString()).contains(",status,LIFTED,1,4");
    }

    @Test
    void lists_of_counties_and_provinces_are_tables_too() {
        county(
                "533323",
                ofType("unit.reported.v1", "533323", "{}").county("533323").append());

        var counties = as("533323").accept("text/csv").get("/v1/counties").asString();
        assertThat(counties.lines()).startsWith("code,name,measure,stage,subjects,persons");
        assertThat(counties.lines()).anyMatch(line -> line.startsWith("533323,"));
        assertThat(as("53*").accept("text/csv").get("/v1/provinces").asString().lines())
                .anyMatch(line -> line.startsWith("53,"));
        assertThat(as("*").accept("image/png").get("/v1/counties").statusCode()).isEqualTo(406);
    }

    @Test
    void villages_of_somebody_else_are_not_there() {
        assertThat(as("5134*").get(VILLAGES).statusCode()).isEqualTo(404);
        assertThat(as("5134*").accept("text/csv").get(VILLAGES).statusCode()).isEqualTo(404);
        assertThat(as("*").get(VILLAGES + "?limit=0").statusCode()).isEqualTo(400);
        assertThat(as("*").get(VILLAGES + "?effective=x").statusCode()).isEqualTo(400);
    }

    private static io.countywatch.metrics.FieldEvent inVillage(String household, String village) {
        return status(household, "POOR")
                .county("530326")
                .data("{\"status\":\"POOR\",\"persons\":4,\"village\":\"" + village + "\"}")
                .at("2020-05-01T08:00:00+08:00")
                .recorded(Instant.parse("2020-05-02T02:00:00Z"));
    }
}
