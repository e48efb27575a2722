package io.countywatch.metrics.quarantine;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a stuck event to its repair, through Kafka, PostgreSQL and HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class QuarantineResourceTest {

    private static final String COUNTY = "622921";

    @Test
    void later_events_of_a_stuck_subject_wait_visibly_and_are_applied_in_order_when_it_is_given_up() {
        FieldEvent registered = status("stuck-1", "POOR").county(COUNTY);
        FieldEvent broken = status("stuck-1", "RICH").county(COUNTY).at("2020-02-01T08:00:00+08:00");
        FieldEvent lifted = status("stuck-1", "LIFTED")
                .county(COUNTY)
                .with("id", "stuck-1-lifted")
                .at("2020-03-01T08:00:00+08:00");
        FieldEvent others = status("stuck-2", "POOR").county(COUNTY);
        append(registered);
        String stuck = broken.append();
        String receipt = append(lifted, lifted);
        county(COUNTY, others.append());

        assertThat(county(COUNTY, receipt).getInt("measures.status.POOR.subjects"))
                .as("the first, and the other household")
                .isEqualTo(2);
        JsonPath waiting = receipt("stuck-1-lifted");
        assertThat(waiting.getString("status")).isEqualTo("pending");
        assertThat(waiting.getString("because")).contains(stuck);
        JsonPath item = item(stuck);
        assertThat(item.getString("reason")).isEqualTo("invalid_field");
        assertThat(item.getBoolean("stuck")).isTrue();
        assertThat(item.getInt("waiting")).isEqualTo(2);

        assertThat(repair(stuck, "discard", COUNTY).statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receipt("stuck-1-lifted").getString("status"))
                        .isEqualTo("applied"));
        assertThat(county(COUNTY, receipt).getInt("measures.status.LIFTED.subjects"))
                .isEqualTo(1);
        assertThat(county(COUNTY, receipt).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        assertThat(item(stuck).getString("outcome")).isEqualTo("discarded");
        assertThat(item(stuck).getBoolean("stuck")).isFalse();
        assertThat(repair(stuck, "discard", COUNTY).statusCode()).isEqualTo(409);
        assertThat(county(
                                COUNTY,
                                status("stuck-1", "RELAPSED")
                                        .county(COUNTY)
                                        .at("2020-04-01T08:00:00+08:00")
                                        .append())
                        .getInt("measures.status.RELAPSED.subjects"))
                .as("what comes now waits for nobody")
                .isEqualTo(1);
    }

    @Test
    void what_is_still_wrong_when_it_is_tried_again_stays_stuck_and_says_why() {
        String stuck = status("stuck-3", "RICH").county("622926").append();
        String receipt = status("stuck-3", "POOR").county("622926").append();
        assertThat(county("622926", receipt).getMap("measures")).isEmpty();

        assertThat(repair(stuck, "retry", "62*").statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(item(stuck).getString("outcome")).isEqualTo("still invalid_field"));
        assertThat(item(stuck).getInt("waiting")).isEqualTo(1);
        assertThat(repair(stuck, "discard", "62*").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(county("622926", receipt).getString("measures.status.POOR.subjects"))
                        .isEqualTo("1"));
    }

    @Test
    void one_of_those_that_waited_may_get_stuck_in_its_turn() {
        String stuck = status("stuck-6", "RICH").county("622926").append();
        String second = status("stuck-6", "POOR")
                .county("622926")
                .data("{\"status\":\"POOR\",\"persons\":4,\"village\":\"\\u0000\"}")
                .append();
        String third = status("stuck-6", "REMOVED").county("622926").append();
        county("622926", third);

        repair(stuck, "discard", "62*");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(item(second).getString("reason")).isEqualTo("cannot_be_applied"));
        assertThat(item(second).getInt("waiting")).isEqualTo(1);
        repair(second, "retry", "62*");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(item(second).getString("outcome")).isEqualTo("cannot_be_applied"));
        assertThat(item(second).getInt("waiting")).isEqualTo(1);
        repair(second, "discard", "62*");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(county("622926", third).getString("measures.status.REMOVED.subjects"))
                        .isEqualTo("1"));
    }

    @Test
    void it_is_of_who_may_see_its_county_and_without_one_of_who_sees_all() {
        String here = status("stuck-4", "RICH").county(COUNTY).append();
        String nowhere = status("stuck-5", "POOR").county("999999").append();
        county(COUNTY, here);
        county(COUNTY, nowhere);

        assertThat(receipts("*")).contains(here, nowhere);
        assertThat(receipts(COUNTY)).contains(here).doesNotContain(nowhere);
        assertThat(receipts("51*")).doesNotContain(here, nowhere);
        assertThat(repair(here, "discard", "51*").statusCode()).isEqualTo(404);
        assertThat(repair(nowhere, "discard", COUNTY).statusCode()).isEqualTo(404);
        assertThat(repair(here, "sell", COUNTY).statusCode()).isEqualTo(400);
        assertThat(as("*").get("/v1/quarantine?limit=1").jsonPath().getString("next"))
                .isNotNull();
        assertThat(as("*").get("/v1/quarantine?cursor=nonsense").statusCode()).isEqualTo(400);
        for (String forged :
                List.of("+999999999-01-01T00:00:00Z\n4:1", "2020-06-01T00:00:00Z\n41", "2020-06-01\n4:1")) {
            String cursor = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
            assertThat(as("*").get("/v1/quarantine?cursor=" + cursor).statusCode())
                    .as(forged)
                    .isEqualTo(400);
        }
    }

    private static List<String> receipts(String counties) {
        return as(counties)
                .get("/v1/quarantine?limit=5000&stuck=true")
                .jsonPath()
                .getList("items.receipt");
    }

    private static JsonPath item(String receipt) {
        JsonPath all = as("*").get("/v1/quarantine?limit=5000").jsonPath();
        all.setRootPath("items.find { it.receipt == '" + receipt + "' }");
        return all;
    }

    private static JsonPath receipt(String id) {
        return as("*").queryParam("source", "/devices/d1")
                .queryParam("id", id)
                .get("/v1/receipts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Response repair(String receipt, String action, String counties) {
        return given().auth()
                .oauth2(TestServers.TOKENS.token(
                        "supervisor", List.of(counties), List.of("rejections:manage"), Duration.ofMinutes(10)))
                .post("/v1/quarantine/" + receipt + "/repair?action=" + action + "&reason=a+broken+app");
    }
}
