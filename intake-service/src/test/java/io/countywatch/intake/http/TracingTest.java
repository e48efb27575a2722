package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.BATCH;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static io.countywatch.intake.http.IntakeClient.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.countywatch.local.infrastructure.Infrastructure;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first part of an event's trace: from the device's request to the records on the topic. */
@QuarkusTest
@TestProfile(TracingTest.TracingOn.class)
@QuarkusTestResource(Servers.class)
class TracingTest {

    private static final String PARENT = "00f067aa0ba902b7";

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    private IntakeClient app;

    /** As an operator turns it on; nothing is sampled but what a device asks for. */
    public static class TracingOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.traces.sampler.arg", "0",
                    "quarkus.otel.exporter.otlp.enabled", "false",
                    "countywatch.intake.tracing.asked-per-second", "5");
        }
    }

    @BeforeEach
    void aWorker() {
        app = new IntakeClient(RestAssured.port, signer.writer("worker-traced", "*"));
    }

    @Test
    void a_sampled_request_and_its_sending_are_spans_of_the_devices_trace_and_the_record_names_the_sending() {
        String trace = newTrace();

        Answer answer = post(trace, "01", batch(anEvent(), anEvent("bad", 0)));

        assertThat(answer.statuses()).containsExactly("accepted", "rejected");
        List<SpanData> spans = await().atMost(Duration.ofSeconds(10))
                .until(() -> SpansInMemory.ofTrace(trace), found -> found.size() == 2);
        SpanData sending = spans.get(0);
        SpanData request = spans.get(1);
        assertThat(request.getName()).isEqualTo("POST /v1/events");
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getParentSpanId()).isEqualTo(PARENT);
        assertThat(texts(request)).containsExactlyInAnyOrder("POST", "/v1/events", "207");
        assertThat(sending.getName()).isEqualTo("send household-events.v1");
        assertThat(sending.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sending.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(texts(sending)).containsExactlyInAnyOrder("kafka", "household-events.v1", "2", "1");
        assertThat(traceparent(answer)).isEqualTo("00-" + trace + "-" + sending.getSpanId() + "-01");
    }

    @Test
    void a_request_that_is_not_sampled_leaves_no_span_and_no_header() {
        String trace = newTrace();
        int before = SpansInMemory.number();

        Answer notSampled = post(trace, "00", batch(anEvent()));
        Answer nothingSaid = app.post(BATCH, batch(anEvent()));
        Answer notATrace = app.post(BATCH, bytes(batch(anEvent())), "traceparent", "00-0-0-01");

        assertThat(List.of(notSampled.status(), nothingSaid.status(), notATrace.status()))
                .containsOnly(202);
        assertThat(traceparent(notSampled)).isNull();
        assertThat(traceparent(nothingSaid)).isNull();
        assertThat(traceparent(notATrace)).isNull();
        assertThat(SpansInMemory.number()).isEqualTo(before);
    }

    @Test
    void devices_that_ask_for_more_than_they_may_are_served_without_a_trace() {
        List<String> traces =
                IntStream.range(0, 60).mapToObj(number -> newTrace()).toList();

        traces.forEach(trace ->
                assertThat(post(trace, "01", batch(anEvent())).status()).isEqualTo(202));

        long traced = traces.stream()
                .filter(trace -> !SpansInMemory.ofTrace(trace).isEmpty())
                .count();
        assertThat(traced).isBetween(1L, 59L);
    }

    private Answer post(String trace, String flags, String body) {
        return app.post(BATCH, bytes(body), "traceparent", "00-" + trace + "-" + PARENT + "-" + flags);
    }

    private String traceparent(Answer answer) {
        String receipt = answer.item(0).get("receipt").asText();
        return Topic.headers(Topic.read(servers, "household-events.v1", receipt))
                .get("traceparent");
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** All that a span says beside its name. */
    private static List<String> texts(SpanData span) {
        return span.getAttributes().asMap().values().stream()
                .map(Object::toString)
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
