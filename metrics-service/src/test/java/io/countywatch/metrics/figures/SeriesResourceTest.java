package io.countywatch.metrics.figures;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SeriesResourceTest {

    private static final String MAY = "measure=status&from=2020-05-01&to=2020-05-03";

    @Test
    void days_are_told_as_they_are_known_now_and_as_they_were_known_then() {
        var poor = status("series-1", "POOR").county("621027").at("2020-05-01T08:00:00+08:00");
        var lifted = status("series-1", "LIFTED").county("621027").at("2020-05-02T08:00:00+08:00");

        county(
                "621027",
                append(
                        poor.recorded(Instant.parse("2020-05-01T01:00:00Z")),
                        lifted.recorded(Instant.parse("2020-05-09T01:00:00Z"))));

        assertThat(persons("/v1/counties/621027/series?" + MAY, "LIFTED")).isEqualTo("- 4 4");
        assertThat(persons("/v1/counties/621027/series?" + MAY, "POOR")).isEqualTo("4 - -");
        assertThat(persons("/v1/counties/621027/series?known=2020-05-05T00:00:00Z&" + MAY, "POOR"))
                .isEqualTo("4 4 4");
        assertThat(as("62*").get("/v1/provinces/62/series?" + MAY).jsonPath().getList("points.net"))
                .containsExactly(0, 4, 0);
        assertThat(as("*").get("/v1/national/series?step=week&measure=status")
                        .jsonPath()
                        .getList("points"))
                .isNotEmpty();
    }

    @Test
    void a_series_waits_for_a_receipt_and_is_told_as_a_table_too() {
        String receipt = append(
                status("series-2", "POOR").county("532523").at("2020-05-01T08:00:00+08:00"),
                status("series-2", "LIFTED").county("532523").at("2020-05-02T08:00:00+08:00"));
        String path = "/v1/counties/532523/series?wait=20s&after=" + receipt + "&" + MAY;

        assertThat(persons(path, "LIFTED")).isEqualTo("- 4 4");
        assertThat(as("*").accept("text/csv").get(path).asString().lines())
                .startsWith("code,measure,date,stage,subjects,persons,net")
                .contains("532523,status,2020-05-02,LIFTED,1,4,4");
        assertThat(as("53*").accept("text/csv").get(path).asString().lines())
                .contains("532523,status,2020-05-02,LIFTED,<5,<5,<5", "532523,status,2020-05-01,POOR,<5,<5,0");
        String later = receipt.split(":")[0] + ":999999";
        assertThat(as("*").get("/v1/counties/532523/series?after=" + later + "&" + MAY)
                        .statusCode())
                .isEqualTo(425);
    }

    @Test
    void the_effective_day_of_figures_is_the_last_day_of_a_series() {
        String path = "/v1/counties/621027/series?measure=status&from=2020-05-01&effective=2020-05-03";

        assertThat(as("*").get(path).jsonPath().getList("points.date"))
                .containsExactly("2020-05-01", "2020-05-02", "2020-05-03");
        assertThat(as("*").get(path + "&to=2020-05-03").jsonPath().getList("points"))
                .hasSize(3);
        assertThat(as("*").get(path + "&to=2020-05-04").statusCode()).isEqualTo(400);
    }

    @Test
    void a_series_of_somebody_else_is_not_there() {
        assertThat(as("5134*").get("/v1/counties/621027/series?" + MAY).statusCode())
                .isEqualTo(404);
        assertThat(as("5134*").get("/v1/provinces/51/series?" + MAY).statusCode())
                .isEqualTo(404);
        assertThat(as("5134*").get("/v1/national/series?" + MAY).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?measure=nonsense",
                "?measure=status&step=month",
                "?measure=status&from=nonsense",
                "?measure=status&to=%2B999999999-01-01",
                "?measure=status&effective=nonsense",
                "?measure=status&from=1900-01-01&to=2020-01-01",
                "?measure=status&known=nonsense",
                "?measure=status&known=%2B999999999-01-01T00:00:00Z",
                "?measure=status&after=nonsense",
                "?measure=status&after=1:1&wait=nonsense"
            })
    void what_cannot_be_read_is_a_problem(String query) {
        var answer = as("*").urlEncodingEnabled(false).get("/v1/counties/621027/series" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).doesNotContain("nonsense");
    }

    private static String persons(String path, String stage) {
        List<Map<String, Map<String, Object>>> points =
                as("*").get(path).jsonPath().getList("points.stages");
        return points.stream()
                .map(stages -> stages.containsKey(stage)
                        ? stages.get(stage).get("persons").toString()
                        : "-")
                .collect(Collectors.joining(" "));
    }
}
