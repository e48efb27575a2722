package io.countywatch.metrics.publish;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.SpansInMemory;
import io.countywatch.metrics.TestServers;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The middle of an event's trace: from the record of the log to the snapshot of its county. */
@QuarkusTest
@TestProfile(TracingTest.TracingOn.class)
@QuarkusTestResource(TestServers.class)
class TracingTest {

    private static final String SENT = "00f067aa0ba902b7";

    @Inject
    AgroalDataSource dataSource;

    /** As an operator turns it on. */
    public static class TracingOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.exporter.otlp.enabled", "false");
        }
    }

    @Test
    void a_sampled_event_is_applied_and_its_county_published_in_the_same_trace() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        county(
                "450225",
                append(
                        status("traced-1", "POOR").county("450225").traced(parent(trace, "01")),
                        status("traced-2", "POOR").county("450226")));

        List<SpanData> spans = await().atMost(Duration.ofSeconds(20))
                .until(() -> SpansInMemory.ofTrace(trace), found -> found.size() == 2);
        SpanData applied = spans.get(0);
        SpanData published = spans.get(1);
        assertThat(applied.getName()).isEqualTo("apply household-events.v1");
        assertThat(applied.getParentSpanId()).isEqualTo(SENT);
        assertThat(published.getName()).isEqualTo("send county-metrics.v1");
        assertThat(published.getParentSpanId()).isEqualTo(applied.getSpanId());
        assertThat(traceparents("450225")).containsOnlyOnce("00-" + trace + "-" + published.getSpanId() + "-01");
        assertThat(traceparents("450226")).isEmpty();
        assertThat(spans.toString()).doesNotContain("traced-1").doesNotContain("/devices/");
        assertThat(left()).as("handed over").isZero();
    }

    @Test
    void an_event_that_is_not_sampled_leaves_nothing() throws Exception {
        String trace = "5bf92f3577b34da6a3ce929d0e0e4736";

        county(
                "451026",
                append(
                        status("untraced-1", "POOR").county("451026").traced(parent(trace, "00")),
                        status("untraced-2", "POOR").county("451026").traced("no traceparent at all")));

        await().atMost(Duration.ofSeconds(20)).until(() -> Published.counties().containsKey("451026"));
        assertThat(SpansInMemory.ofTrace(trace)).isEmpty();
        assertThat(traceparents("451026")).isEmpty();
        assertThat(left()).isZero();
    }

    @Test
    void a_traced_event_whose_county_has_no_value_holds_nobody_up() {
        String trace = "6bf92f3577b34da6a3ce929d0e0e4736";

        String after = append(
                status("traced-3", "POOR").withoutValue("countycode").traced(parent(trace, "01")),
                status("traced-4", "POOR").county("530724"));

        assertThat(county("530724", after).getInt("measures.status.POOR.subjects"))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> left() == 0);
    }

    private static String parent(String trace, String flags) {
        return "00-" + trace + "-" + SENT + "-" + flags;
    }

    private static List<String> traceparents(String county) {
        return Published.on("county-metrics.v1").stream()
                .filter(message -> message.key().equals(county))
                .map(TracingTest::traceparent)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> traceparent(ConsumerRecord<String, String> message) {
        return Optional.ofNullable(message.headers().lastHeader("traceparent"))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private int left() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM traced")) {
            row.next();
            return row.getInt(1);
        }
    }
}
