package io.countywatch.metrics.console;

import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that browsers load, and the figures of whole pages. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ConsoleTest {

    private static final String COUNTY = "621226";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/alerts",
                "/alerts/county-silent:513429:",
                "/quality",
                "/counties/513429",
                "/provinces/51",
                "/signed-in"
            })
    void every_view_has_an_address_that_gives_the_page_to_everybody(String path) {
        Response page = given().get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .contains("connect-src 'self' http://localhost:8083;", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.asString())
                .as("nothing inline")
                .doesNotContain("<style", "style=", "onclick")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void the_bundle_is_served_compressed() {
        Matcher script = Pattern.compile("src=\"(/static/bundle/[^\"]+\\.js)\"")
                .matcher(given().get("/").asString());
        assertThat(script.find()).isTrue();

        Response bundle = given().header("Accept-Encoding", "gzip").get(script.group(1));

        assertThat(bundle.statusCode()).isEqualTo(200);
        assertThat(bundle.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void the_overview_has_the_campaign_and_every_unit_for_who_sees_everything() {
        JsonPath overview =
                as("*").get("/v1/overview").then().statusCode(200).extract().jsonPath();

        assertThat(overview.getString("campaign.start")).isEqualTo("2020-01-01");
        assertThat(overview.getString("campaign.end")).isEqualTo("2020-12-31");
        assertThat(overview.getString("campaign.name.zh")).contains("2020");
        assertThat(overview.getList("wider.code")).hasSize(8).startsWith("CN", "45", "51");
        assertThat(overview.getList("counties.code")).hasSize(52);
        assertThat(overview.getList("measures.id")).contains("resettlement", "fujian-pairing");
    }

    @Test
    void a_county_official_gets_the_own_county_and_nothing_that_hints_at_others() {
        String receipt = status("console-1", "POOR").county(COUNTY).append();
        county(COUNTY, receipt);

        Response answer = as(COUNTY).get("/v1/overview");

        JsonPath overview = answer.jsonPath();
        assertThat(overview.getList("wider")).isEmpty();
        assertThat(overview.getList("counties.code")).containsExactly(COUNTY);
        assertThat(overview.getInt("counties[0].measures.status.POOR.persons")).isPositive();
        assertThat(overview.getString("campaign.name")).isNull();
        assertThat(answer.asString()).doesNotContain("fujian", "Gansu", "甘肃");
        assertThat(as().get("/v1/overview").jsonPath().getList("counties")).isEmpty();
    }

    @Test
    void the_quality_page_counts_what_came_and_how_late() {
        String county = "621225";
        FieldEvent mistake = status("console-2", "POOR")
                .county(county)
                .with("time", "2020-03-01T08:00:00+08:00")
                .with("recordedtime", "2020-03-05T01:00:00Z");
        FieldEvent takenBack = FieldEvent.retraction(mistake)
                .county(county)
                .with("time", "2020-03-07T08:00:00+08:00")
                .with("recordedtime", "2020-03-07T01:00:00Z");
        county(county, FieldEvent.append(mistake, takenBack));
        // What is counted may be half a minute old.
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(45))
                .pollInterval(java.time.Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(as(county)
                                .get("/v1/quality")
                                .jsonPath()
                                .getInt("days.find { it.day == '2020-03-05' }.late"))
                        .isEqualTo(1));

        JsonPath own = as(county).get("/v1/quality").jsonPath();
        assertThat(own.getInt("days.find { it.day == '2020-03-05' }.received")).isEqualTo(1);
        assertThat(own.getInt("days.find { it.day == '2020-03-07' }.received"))
                .as("what takes something back comes too")
                .isEqualTo(1);
        assertThat(own.getInt("days.find { it.day == '2020-03-07' }.late")).isZero();
        assertThat(own.<Object>get("quarantine")).isNull();
        assertThat(own.<Object>get("rates"))
                .as("those of the whole system would tell of others")
                .isNull();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .pollInterval(java.time.Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(as("*").get("/v1/quality").jsonPath().<Object>get("rates.acceptedLastHour"))
                                .isNotNull());
        assertThat(as("*").get("/v1/quality").jsonPath().<List<?>>get("quarantine"))
                .isNotNull();
        assertThat(as("513434").get("/v1/quality").jsonPath().getList("days.findAll { it.day == '2020-03-05' }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/overview", "/v1/quality"})
    void data_are_for_who_has_a_token_only(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(401);
    }
}
