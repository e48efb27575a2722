package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.BATCH;
import static io.countywatch.intake.http.IntakeClient.LINES;
import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static io.countywatch.intake.http.IntakeClient.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row of the status table, and what Kafka has afterwards. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventResourceTest {

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    private int port;
    private IntakeClient app;

    @BeforeEach
    void aWorkerOfLiangshan() {
        port = RestAssured.port;
        app = new IntakeClient(port, signer.writer("worker-1", "5134*"));
    }

    @Test
    void a_structured_event_is_accepted_with_a_receipt_that_says_where_it_is() {
        String id = UUID.randomUUID().toString();

        Answer answer = app.post(STRUCTURED, anEvent(id, 4));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Intake-Version")).isEqualTo("1");
        assertThat(answer.item(0).get("status").asText()).isEqualTo("accepted");
        assertThat(answer.item(0).get("id").asText()).isEqualTo(id);
        ConsumerRecord<String, byte[]> stored = Topic.read(
                servers, "household-events.v1", answer.item(0).get("receipt").asText());
        assertThat(stored.key()).isEqualTo("hh-513429-1");
        assertThat(new String(stored.value(), StandardCharsets.UTF_8))
                .as("data as it was sent, white space and all")
                .isEqualTo("{\"status\":\"POOR\",  \"persons\":4}");
        assertThat(Topic.headers(stored))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", id)
                .containsEntry("ce_source", "/devices/butuo-07")
                .containsEntry("ce_type", "countywatch.household.status-changed.v1")
                .containsEntry("ce_subject", "hh-513429-1")
                .containsEntry("ce_time", "2020-05-27T16:20:00+08:00")
                .containsEntry("ce_countycode", "513429")
                .containsEntry("ce_sequence", "17")
                .containsEntry("ce_app", "4.2")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_recordedtime");
    }

    @Test
    void an_event_of_binary_mode_is_stored_like_a_structured_one() {
        String id = UUID.randomUUID().toString();

        Answer answer = app.post(
                "application/json",
                "{\"status\":\"LIFTED\",\"persons\":2}".getBytes(StandardCharsets.UTF_8),
                binaryHeaders(id));

        assertThat(answer.status()).isEqualTo(202);
        ConsumerRecord<String, byte[]> stored = Topic.read(
                servers, "household-events.v1", answer.item(0).get("receipt").asText());
        assertThat(stored.value()).asString().isEqualTo("{\"status\":\"LIFTED\",\"persons\":2}");
        assertThat(Topic.headers(stored)).containsEntry("ce_id", id).containsEntry("ce_app", "a b");
    }

    @Test
    void the_device_clocks_skew_is_kept_and_its_time_untouched() {
        Answer answer = app.post(
                STRUCTURED, anEvent().getBytes(StandardCharsets.UTF_8), "Intake-Sent-At", "2020-06-01T00:00:00Z");

        ConsumerRecord<String, byte[]> stored = Topic.read(
                servers, "household-events.v1", answer.item(0).get("receipt").asText());
        assertThat(Topic.headers(stored)).containsEntry("ce_time", "2020-05-27T16:20:00+08:00");
        assertThat(Long.parseLong(Topic.headers(stored).get("ce_clockskew"))).isPositive();
    }

    @Test
    void a_batch_of_good_events_is_202_and_the_same_again_is_all_duplicates() {
        String body = batch(anEvent(), anEvent(), anEvent());

        Answer first = app.post(BATCH, body);
        Answer second = app.post(BATCH, body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.statuses()).containsOnly("accepted").hasSize(3);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.statuses()).containsOnly("duplicate").hasSize(3);
        assertThat(second.json().get("duplicate").asInt()).isEqualTo(3);
    }

    @Test
    void in_a_mixed_batch_each_item_has_its_own_outcome_and_the_rest_is_stored() {
        String twice = anEvent();

        Answer answer = app.post(
                BATCH,
                batch(
                        anEvent(),
                        anEvent("bad-1", 0),
                        "17",
                        anEvent().replace("513429", "999999"),
                        anEvent().replace("513429", "621225"),
                        anEvent().replace("\"POOR\"", "\"POOR\",\"status\":\"POOR\""),
                        twice,
                        twice));

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.statuses())
                .containsExactly(
                        "accepted",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "accepted",
                        "duplicate");
        assertThat(codes(answer))
                .containsExactly("invalid_field", "invalid_json", "unknown_county", "out_of_scope", "invalid_json");
        assertThat(answer.item(1).get("errors").get(0).get("pointer").asText()).isEqualTo("/data/persons");
        assertThat(answer.item(1).get("errors").get(0).get("detail").asText()).isEqualTo("must be between 1 and 50");
    }

    @Test
    void failures_only_leaves_out_what_went_well() {
        Answer answer = app.post(
                "/v1/events?results=failures",
                BATCH,
                batch(anEvent(), anEvent("bad", 51)).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.json().get("received").asInt()).isEqualTo(2);
        assertThat(answer.statuses()).containsExactly("rejected");
        assertThat(answer.item(0).get("index").asInt()).isEqualTo(1);
    }

    @Test
    void a_bad_line_costs_only_itself() {
        Answer answer = app.post(LINES, anEvent() + "\n\r\n{\"broken\n" + anEvent() + "\n");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.statuses()).containsExactly("accepted", "rejected", "accepted");
        assertThat(codes(answer)).containsExactly("invalid_json");
    }

    @Test
    void gzip_is_understood() {
        byte[] body = IntakeClient.gzip(batch(anEvent(), anEvent()).getBytes(StandardCharsets.UTF_8));

        Answer answer = app.post(BATCH, body, "Content-Encoding", "gzip");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.statuses()).containsExactly("accepted", "accepted");
    }

    @Test
    void what_cannot_be_read_is_400() {
        assertProblem(app.post(BATCH, "[" + anEvent()), 400);
        assertProblem(app.post(BATCH, "{}"), 400);
        assertProblem(app.post(BATCH, "[" + anEvent() + ",{\"id\":}]"), 400);
        assertProblem(app.post(BATCH, "[]"), 400);
        assertProblem(app.post(BATCH, ""), 400);
        assertProblem(app.post(STRUCTURED, "{\"id\":"), 400);
        assertProblem(app.post(LINES, "\n\n"), 400);
        assertProblem(app.post("application/json", "{}"), 400);
        assertProblem(app.post(BATCH, "no gzip".getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip"), 400);
    }

    @Test
    void another_media_type_or_encoding_is_415() {
        byte[] body = anEvent().getBytes(StandardCharsets.UTF_8);
        assertProblem(app.post("text/plain", body), 415);
        assertProblem(app.post(null, body), 415);
        assertProblem(app.post("application/cloudevents+json; charset=utf-16", body), 415);
        assertProblem(app.post(STRUCTURED, body, "Content-Encoding", "br"), 415);
        assertThat(app.post("application/cloudevents+json; charset=UTF-8", body).status())
                .isEqualTo(202);
    }

    @Test
    void without_a_good_token_it_is_401() {
        byte[] body = anEvent().getBytes(StandardCharsets.UTF_8);
        for (String token : new String[] {
            null,
            "rubbish",
            signer.forged(),
            signer.token("w", claims -> claims.setAudience("another")),
            signer.token("w", claims -> claims.setIssuer("https://other.invalid")),
            signer.token("w", claims -> claims.setExpirationTimeMinutesInTheFuture(-10))
        }) {
            Answer answer = new IntakeClient(port, token).post(STRUCTURED, body);

            assertProblem(answer, 401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void a_token_that_may_not_write_at_all_is_403() {
        String reader = signer.token("r", claims -> {
            claims.setStringClaim("scope", "metrics:read");
            claims.setStringListClaim("counties", List.of("*"));
        });
        String noCounty = signer.token("r", claims -> claims.setStringClaim("scope", "events:write"));

        assertProblem(new IntakeClient(port, reader).post(STRUCTURED, anEvent()), 403);
        assertProblem(new IntakeClient(port, noCounty).post(STRUCTURED, anEvent()), 403);
    }

    @Test
    void a_single_event_with_other_content_is_409_and_in_a_batch_a_conflict() {
        String id = UUID.randomUUID().toString();
        app.post(STRUCTURED, anEvent(id, 4));

        Answer single = app.post(STRUCTURED, anEvent(id, 5));
        Answer inABatch = app.post(BATCH, batch(anEvent(id, 5), anEvent()));

        assertProblem(single, 409);
        assertThat(codes(single)).containsExactly("conflict");
        assertThat(inABatch.status()).isEqualTo(207);
        assertThat(codes(inABatch)).containsExactly("conflict");
    }

    @Test
    void over_a_limit_is_413_and_says_over_which() {
        byte[] long1 = new byte[1_048_577];
        java.util.Arrays.fill(long1, (byte) ' ');
        Answer wire = app.post(BATCH, long1);
        Answer many = app.post(
                LINES,
                String.join("\n", IntStream.range(0, 1001).mapToObj(i -> "{}").toList()));
        Answer bomb = app.post(BATCH, IntakeClient.gzip(new byte[200_000_000]), "Content-Encoding", "gzip");

        assertProblem(wire, 413);
        assertThat(wire.json().get("detail").asText()).contains("requestBytes");
        assertProblem(many, 413);
        assertThat(many.json().get("detail").asText()).contains("requestEvents");
        assertProblem(bomb, 413);
        assertThat(bomb.json().get("detail").asText()).contains("decompressedBytes");
    }

    @Test
    void when_every_item_is_rejected_it_is_422() {
        Answer answer = app.post(BATCH, batch(anEvent("a", 0), anEvent("b", 0)));

        assertProblem(answer, 422);
        assertThat(answer.json().get("rejected").asInt()).isEqualTo(2);
        assertThat(answer.statuses()).containsExactly("rejected", "rejected");
    }

    @Test
    void an_event_that_is_too_large_or_too_deep_is_rejected_alone() {
        String large = anEvent().replace("\"POOR\"", "\"POOR\",\"note\":\"" + "x".repeat(66_000) + "\"");
        String deep = anEvent().replace("\"POOR\"", "\"POOR\",\"note\":" + "[".repeat(1000) + "]".repeat(1000));
        String number = anEvent().replace("\"POOR\"", "\"POOR\",\"note\":" + "9".repeat(400));

        Answer answer = app.post(BATCH, batch(large, anEvent(), deep, number));

        assertThat(answer.statuses()).containsExactly("rejected", "accepted", "rejected", "rejected");
        assertThat(codes(answer)).containsOnly("event_too_large");
    }

    @Test
    void broken_utf8_is_rejected_alone() {
        byte[] body = batch(anEvent(), anEvent()).getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("POOR")] = (byte) 0xC3;

        Answer answer = app.post(BATCH, body);

        assertThat(answer.statuses()).containsExactly("rejected", "accepted");
        assertThat(codes(answer)).containsExactly("invalid_json");
    }

    @Test
    void the_same_batch_from_five_connections_at_once_is_stored_once() {
        String body = batch(IntStream.range(0, 200).mapToObj(i -> anEvent()).toArray(String[]::new));

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> new IntakeClient(port, signer.writer("worker-1", "*")).post(BATCH, body)))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(202));
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.join().json().get("accepted").asInt())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void a_resettlement_needs_either_end_only() {
        String event = anEvent()
                .replace("household.status", "household.relocation")
                .replace("513429\"", "621225\"")
                .replace(
                        "\"status\":\"POOR\",",
                        "\"kind\":\"RESETTLEMENT\",\"stage\":\"STARTED\",\"toCounty\":\"513431\",");

        assertThat(app.post(STRUCTURED, event).status()).isEqualTo(202);
        assertThat(codes(app.post(STRUCTURED, event.replace("513431", "622921").replace("\"id\":\"", "\"id\":\"x"))))
                .containsExactly("out_of_scope");
    }

    @Test
    void a_token_bound_to_a_device_writes_for_that_device_only() {
        String bound = signer.token("worker-7", claims -> {
            claims.setStringClaim("scope", "events:write");
            claims.setStringListClaim("counties", List.of("*"));
            claims.setStringClaim("device", "butuo-07");
        });
        IntakeClient device = new IntakeClient(port, bound);

        assertThat(device.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
        assertThat(codes(device.post(STRUCTURED, anEvent().replace("butuo-07", "butuo-08"))))
                .containsExactly("out_of_scope");
    }

    @Test
    void a_reject_is_kept_with_reason_and_original() throws Exception {
        String id = UUID.randomUUID().toString();

        Answer answer = app.post(STRUCTURED, anEvent(id, 99));

        String rejection = answer.item(0).get("rejection").asText();
        String reject = Topic.find(servers, "household-rejects.v1", rejection);
        assertThat(reject).contains("\"code\":\"invalid_field\"", "\"id\":\"" + id + "\"", "\"caller\":\"worker-1\"");
        assertThat(reject).contains("\\\"persons\\\":99");
        assertThat(Schemas.errors("household-reject.v1", reject)).isEmpty();
    }

    @Test
    void a_reject_for_personal_data_keeps_no_original_and_no_answer_or_log_repeats_it() throws Exception {
        String event = anEvent().replace("\"POOR\"", "\"POOR\",\"note\":\"tel 13912345678\"");

        Answer answer = app.post(STRUCTURED, event);

        assertThat(codes(answer)).containsExactly("personal_data");
        assertThat(answer.text()).doesNotContain("13912345678");
        String reject = Topic.find(
                servers, "household-rejects.v1", answer.item(0).get("rejection").asText());
        assertThat(reject).doesNotContain("13912345678").doesNotContain("original\"");
        assertThat(Schemas.errors("household-reject.v1", reject)).isEmpty();
    }

    private static String[] binaryHeaders(String id) {
        return new String[] {
            "ce-specversion",
            "1.0",
            "ce-id",
            id,
            "ce-source",
            "/devices/butuo-07",
            "ce-type",
            "countywatch.household.status-changed.v1",
            "ce-subject",
            "hh-1",
            "ce-time",
            "2020-05-27T08:20:00Z",
            "ce-countycode",
            "513429",
            "ce-app",
            "a%20b"
        };
    }

    private static List<String> codes(Answer answer) {
        return answer.json().findValues("code").stream()
                .map(code -> code.asText())
                .filter(code -> java.util.Arrays.stream(io.countywatch.intake.event.ItemCode.values())
                        .anyMatch(known -> known.text().equals(code)))
                .toList();
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Intake-Version")).isEqualTo("1");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("type").asText()).startsWith("urn:countywatch:problem:");
        assertThat(answer.json().hasNonNull("title")).isTrue();
    }
}
