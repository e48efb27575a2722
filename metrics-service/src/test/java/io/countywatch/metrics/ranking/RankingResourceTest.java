package io.countywatch.metrics.ranking;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.ofType;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RankingResourceTest {

    @Test
    void counties_of_the_caller_are_ranked_and_those_without_data_are_counted() {
        power("653222", "rank-1", "COMPLETED");
        power("653222", "rank-2", "PLANNED");
        power("653223", "rank-3", "COMPLETED");
        power("653224", "rank-4", "STARTED");

        var level = as("653222", "653223", "653224", "653225")
                .get("/v1/ranking?measure=village-power")
                .jsonPath();
        assertThat(level.getList("ranked.code", String.class)).doesNotContain("653225");
        assertThat(level.getDouble("ranked.find { it.code == '653223' }.value")).isEqualTo(1.0);
        assertThat(level.getDouble("ranked.find { it.code == '653222' }.value")).isEqualTo(0.5);
        assertThat(level.getInt("ranked.find { it.code == '653222' }.scope")).isEqualTo(2);
        assertThat(level.getInt("ranked.find { it.code == '653223' }.rank"))
                .isLessThan(level.getInt("ranked.find { it.code == '653222' }.rank"));
        assertThat(level.getInt("notRanked"))
                .isEqualTo(4 - level.getList("ranked").size());
        assertThat(as("5134*")
                        .get("/v1/ranking?measure=village-power")
                        .jsonPath()
                        .getList("ranked.code", String.class))
                .allMatch(code -> code.startsWith("5134"));

        // All of it is older than the window, so nothing is known of a gain.
        var delta = as("653222", "653223")
                .get("/v1/ranking?measure=village-power&by=delta&window=7d")
                .jsonPath();
        assertThat(delta.getList("ranked")).isEmpty();
        assertThat(delta.getInt("notRanked")).isEqualTo(2);
        assertThat(as("653222", "653223")
                        .accept("text/csv")
                        .get("/v1/ranking?measure=village-power")
                        .asString())
                .startsWith("rank,code,name,value,done,scope")
                .contains("<5");
    }

    @Test
    void a_ranking_is_told_as_of_a_day_and_as_it_was_known_before_a_late_event() {
        String planned = "{\"measure\":\"village-power\",\"item\":\"as-of-1\",\"stage\":\"PLANNED\"}";
        String completed = planned.replace("PLANNED", "COMPLETED");
        county(
                "653123",
                append(
                        ofType("programme.progressed.v1", "as-of-1", planned)
                                .county("653123")
                                .at("2020-05-01T08:00:00+08:00")
                                .recorded(Instant.parse("2020-05-01T01:00:00Z")),
                        ofType("programme.progressed.v1", "as-of-1", completed)
                                .county("653123")
                                .at("2020-05-10T08:00:00+08:00")
                                .recorded(Instant.parse("2020-05-20T01:00:00Z"))));

        assertThat(share("")).isEqualTo(1.0);
        assertThat(share("&effective=2020-05-10")).isEqualTo(1.0);
        assertThat(share("&effective=2020-05-09")).isZero();
        assertThat(share("&effective=2020-05-10&known=2020-05-20T00:59:59Z"))
                .as("before the late event came")
                .isZero();
        assertThat(share("&effective=2020-05-10&known=2020-05-20T01:00:00Z")).isEqualTo(1.0);
        var known = as("653123")
                .get("/v1/ranking?measure=village-power&known=2020-05-15T00:00:00Z")
                .jsonPath();
        assertThat(known.getString("effectiveThrough")).isEqualTo("2020-05-15");
        assertThat(known.getDouble("ranked[0].value")).isZero();
        assertThat(as("653123")
                        .get("/v1/ranking?measure=village-power&by=delta&window=7d&effective=2020-05-12")
                        .jsonPath()
                        .getDouble("ranked[0].value"))
                .as("gained in the week that ends then")
                .isEqualTo(1.0);
    }

    private static double share(String asOf) {
        return as("653123")
                .get("/v1/ranking?measure=village-power" + asOf)
                .jsonPath()
                .getDouble("ranked[0].value");
    }

    @Test
    void a_ranking_waits_for_a_receipt() {
        assertThat(as("*").get("/v1/ranking?measure=status&after=0:999999").statusCode())
                .isEqualTo(425);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?measure=nonsense",
                "?measure=status&by=nonsense",
                "?measure=status&window=nonsense",
                "?measure=status&window=0d",
                "?measure=status&window=367d",
                "?measure=status&after=nonsense",
                "?measure=status&effective=nonsense",
                "?measure=status&known=nonsense"
            })
    void what_cannot_be_read_is_a_problem(String query) {
        var answer = as("*").get("/v1/ranking" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).doesNotContain("nonsense");
    }

    private static void power(String county, String item, String stage) {
        county(
                county,
                ofType(
                                "programme.progressed.v1",
                                item,
                                "{\"measure\":\"village-power\",\"item\":\"%s\",\"stage\":\"%s\"}"
                                        .formatted(item, stage))
                        .county(county)
                        .append());
    }
}
