package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.countywatch.systemtest.SpanReceiver.Received;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the device's request to the alert, through three processes, two databases and two topics. */
class OneTraceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String DEVICE = "b7ad6b7169203331";
    private static final String ALERT = "county-behind-schedule:513429:resettlement";

    /** A day after the plan's end: what is left is overdue, and an overdue county is told at once. */
    private static final String TWO_EVENTS =
            """
            [{"specversion":"1.0","id":"traced-1","source":"/devices/canary-traced",
              "type":"countywatch.household.status-changed.v1","subject":"canary-household",
              "time":"2020-07-01T09:30:00+08:00","countycode":"513429","data":{"status":"POOR","persons":4}},
             {"specversion":"1.0","id":"traced-2","source":"/devices/canary-traced",
              "type":"countywatch.household.relocation-changed.v1","subject":"canary-household",
              "time":"2020-07-01T09:31:00+08:00","countycode":"513429",
              "data":{"kind":"RESETTLEMENT","stage":"PLANNED"}}]""";

    @TempDir
    Path folder;

    @Test
    void a_devices_request_and_the_alert_that_comes_of_it_are_one_trace() throws Exception {
        LocalRun run = LocalRun.onFreePorts(folder);
        try (SpanReceiver collector = new SpanReceiver()) {
            run.start(
                    Map.of(
                            "QUARKUS_OTEL_SDK_DISABLED", "false",
                            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(),
                            "QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0",
                            "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms"),
                    "--no-simulator");
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                assertThat(run.isAlive()).as(run.output()).isTrue();
                return run.output().contains("Countywatch is up.");
            });

            HttpResponse<String> answer = run.post(
                    8081,
                    "/v1/events",
                    "application/cloudevents-batch+json",
                    TWO_EVENTS,
                    run.token("canary-worker", List.of("513429"), "events:write"),
                    "traceparent",
                    "00-" + TRACE + "-" + DEVICE + "-01",
                    "Intake-Sent-At",
                    "2020-07-02T02:00:00Z");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);

            String alert =
                    await().atMost(Duration.ofSeconds(60)).until(() -> traceparentOf(run, ALERT), Objects::nonNull);
            assertThat(alert).startsWith("00-" + TRACE + "-").endsWith("-01");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(path(collector.spans(), alert))
                    .containsExactly(
                            "alert-service: send county-alerts.v1",
                            "alert-service: evaluate",
                            "alert-service: take county-metrics.v1",
                            "metrics-service: send county-metrics.v1",
                            "metrics-service: apply household-events.v1",
                            "countywatch-intake: send household-events.v1",
                            "countywatch-intake: POST /v1/events"));
            assertThat(collector.spans())
                    .as("nothing but this trace, and nothing of what was sent")
                    .allSatisfy(one -> {
                        assertThat(hex(one.span().getTraceId())).isEqualTo(TRACE);
                        assertThat(one.span().toString())
                                .doesNotContain("canary")
                                .doesNotContain("traced-");
                    });
        } finally {
            run.terminate();
            run.killIfAlive();
        }
    }

    /** From the span that a {@code traceparent} names up to the device's. */
    private static List<String> path(List<Received> spans, String traceparent) {
        Map<String, Received> byId =
                spans.stream().collect(Collectors.toMap(one -> hex(one.span().getSpanId()), one -> one));
        List<String> path = new ArrayList<>();
        String id = traceparent.split("-")[2];
        while (byId.containsKey(id)) {
            path.add(byId.get(id).toString());
            id = hex(byId.get(id).span().getParentSpanId());
        }
        assertThat(id).as("where it begins, after " + path).isEqualTo(DEVICE);
        return path;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** What the topic's record of an alert says of its trace; null while there is none. */
    private static String traceparentOf(LocalRun run, String alert) {
        return WholeTopic.read(run.kafka(), "county-alerts.v1").stream()
                .filter(message -> message.key().equals(alert))
                .map(message -> message.headers().lastHeader("traceparent"))
                .filter(Objects::nonNull)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .reduce(null, (earlier, later) -> later);
    }
}
