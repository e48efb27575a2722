package io.countywatch.metrics.receipts;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.retraction;
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
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReceiptResourceTest {

    private static final Instant MONDAY = Instant.parse("2020-06-01T01:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2020-06-02T01:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2020-06-03T01:00:00Z");

    @Test
    void an_applied_event_tells_the_figures_that_it_moved() {
        FieldEvent poor = event("receipt-1", "POOR", "r1-a").recorded(MONDAY);
        FieldEvent lifted = event("receipt-1", "LIFTED", "r1-b")
                .at("2020-06-01T09:00:00+08:00")
                .recorded(TUESDAY);

        applied(poor, lifted);

        JsonPath receipt = receipt("r1-b", "receipt-1");
        assertThat(receipt.getString("status")).isEqualTo("applied");
        assertThat(receipt.getString("effective")).isEqualTo("2020-06-01");
        assertThat(receipt.getList("moved.stage")).containsExactly("LIFTED", "POOR");
        assertThat(receipt.getList("moved.persons")).containsExactly(4, -4);
        assertThat(receipt("r1-a", null).getString("status")).isEqualTo("applied");
        assertThat(receipt("r1-a", null).getList("moved.persons")).containsExactly(4);
    }

    @Test
    void an_event_that_something_newer_had_overtaken_is_superseded() {
        FieldEvent newer = event("receipt-2", "LIFTED", "r2-new")
                .at("2020-05-20T08:00:00+08:00")
                .recorded(MONDAY);
        FieldEvent late = event("receipt-2", "POOR", "r2-late")
                .at("2020-05-10T08:00:00+08:00")
                .recorded(TUESDAY);

        applied(newer, late);

        JsonPath receipt = receipt("r2-late", "receipt-2");
        assertThat(receipt.getString("status")).isEqualTo("superseded");
        assertThat(receipt.getList("moved.effective")).containsExactly("2020-05-10", "2020-05-20");
    }

    @Test
    void a_retracted_event_and_its_retraction_say_so() {
        FieldEvent mistake = event("receipt-3", "POOR", "r3-mistake").recorded(MONDAY);
        FieldEvent retraction =
                retraction(mistake).county("522324").with("id", "r3-back").recorded(TUESDAY);
        FieldEvent early = event("receipt-3", "POOR", "r3-early").recorded(WEDNESDAY);
        FieldEvent before = retraction(early).county("522324").recorded(TUESDAY);

        applied(mistake, retraction, before, early);

        assertThat(receipt("r3-mistake", "receipt-3").getString("status")).isEqualTo("retracted");
        assertThat(receipt("r3-mistake", "receipt-3").getList("moved.persons")).containsExactly(4);
        assertThat(receipt("r3-back", "receipt-3").getString("status")).isEqualTo("applied");
        assertThat(receipt("r3-back", "receipt-3").getList("moved.persons")).containsExactly(-4);
        assertThat(receipt("r3-early", "receipt-3").getString("status")).isEqualTo("retracted");
        assertThat(receipt("r3-early", "receipt-3").getString("because")).contains("before it came");
    }

    @Test
    void a_second_sending_is_a_duplicate_and_other_content_is_quarantined() {
        FieldEvent event = event("receipt-4", "POOR", "r4").recorded(MONDAY);
        String first = event.append();
        String second = event.append();
        String other = event("receipt-4", "LIFTED", "r4").recorded(MONDAY).append();
        county("522324", other);

        assertThat(sending("r4", "receipt-4", first).getString("status")).isEqualTo("applied");
        assertThat(sending("r4", "receipt-4", second).getString("status")).isEqualTo("duplicate");
        assertThat(sending("r4", "receipt-4", second).getString("receipt")).isEqualTo(first);
        assertThat(sending("r4", "receipt-4", other).getString("status")).isEqualTo("quarantined");
        assertThat(sending("r4", "receipt-4", other).getString("because")).isEqualTo("conflict");
        assertThat(receipt("r4", "receipt-4").getString("status")).isEqualTo("applied");
        String notYet = first.split(":")[0] + ":999999999";
        assertThat(sending("r4", "receipt-4", notYet).getString("status")).isEqualTo("pending");
    }

    @Test
    void what_can_never_be_applied_is_quarantined_for_who_sees_everything() {
        applied(event("receipt-5", "NO_SUCH_STATUS", "r5"));

        assertThat(receipt("r5", "receipt-5").getString("status")).isEqualTo("quarantined");
        assertThat(receipt("r5", "receipt-5").getString("because")).isEqualTo("invalid_field");
        assertThat(get("522324", "r5", "receipt-5").statusCode()).isEqualTo(404);
    }

    @Test
    void an_event_of_somebody_else_looks_like_one_that_nobody_has_sent() {
        applied(event("receipt-6", "POOR", "r6"));

        var others = get("5134*", "r6", "receipt-6");
        var none = get("5134*", "r6-none", "receipt-6");
        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(others.asString()).isEqualTo(none.asString());
        assertThat(get("5223*", "r6", "receipt-6").statusCode()).isEqualTo(200);
        assertThat(given().get("/v1/receipts?source=/devices/d1&id=r6").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_move_tells_each_side_its_own() {
        FieldEvent poor = event("receipt-7", "POOR", "r7-a").recorded(MONDAY);
        FieldEvent moved = FieldEvent.resettled("receipt-7", "522326")
                .county("522324")
                .with("id", "r7-b")
                .at("2020-06-02T08:00:00+08:00")
                .recorded(TUESDAY);
        applied(poor, moved);

        assertThat(receipt("r7-b", "receipt-7").getList("moved.county", String.class))
                .contains("522324", "522326");
        assertThat(get("522324", "r7-b", "receipt-7").jsonPath().getList("moved.county", String.class))
                .containsOnly("522324");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?id=nonsense",
                "?source=nonsense",
                "?source=%00&id=nonsense",
                "?source=nonsense&id=1&subject=%00",
                "?source=nonsense&id=1&receipt=nonsense"
            })
    void what_cannot_be_read_is_a_problem(String query) {
        var answer = as("*").urlEncodingEnabled(false).get("/v1/receipts" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).doesNotContain("nonsense");
    }

    private static FieldEvent event(String household, String status, String id) {
        return status(household, status).county("522324").with("id", id).at("2020-05-01T08:00:00+08:00");
    }

    /** All of one subject, so that the last receipt stands for all. */
    private static void applied(FieldEvent... events) {
        county("522324", append(events));
    }

    private static JsonPath receipt(String id, String subject) {
        return get("*", id, subject).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath sending(String id, String subject, String receipt) {
        return as("*").queryParam("source", "/devices/d1")
                .queryParam("id", id)
                .queryParam("subject", subject)
                .queryParam("receipt", receipt)
                .get("/v1/receipts")
                .jsonPath();
    }

    private static io.restassured.response.Response get(String counties, String id, String subject) {
        var request = as(counties).queryParam("source", "/devices/d1").queryParam("id", id);
        return (subject == null ? request : request.queryParam("subject", subject)).get("/v1/receipts");
    }
}
