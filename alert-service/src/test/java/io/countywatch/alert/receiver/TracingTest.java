package io.countywatch.alert.receiver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.SpansInMemory;
import io.countywatch.alert.TestServers;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.evaluation.Stage;
import io.countywatch.local.infrastructure.Infrastructure;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last part of an event's trace: from the snapshot of its county to the alert, on the topic and at a receiver. */
@QuarkusTest
@TestProfile(TracingTest.TracingOn.class)
@QuarkusTestResource(value = ReceiverServers.class, restrictToAnnotatedClass = true)
class TracingTest {

    private static final String BUTUO = "county-behind-schedule:513429:resettlement";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENT = "00f067aa0ba902b7";

    @TestServers.Running
    Infrastructure infrastructure;

    @ReceiverServers.Hooks
    HookServer hooks;

    @Inject
    Campaign campaign;

    @Inject
    Database database;

    private Stage stage;

    /** As an operator turns it on. */
    public static class TracingOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.exporter.otlp.enabled", "false");
        }
    }

    @BeforeEach
    void setTheStage() {
        stage = new Stage(campaign, database, infrastructure.bootstrapServers(), LocalDate.of(2020, 5, 25));
    }

    @Test
    void what_a_traced_snapshot_decides_and_whom_it_is_told_to_belong_to_its_trace() {
        stage.play("resettlement", 565, county -> county.code().equals("513429"));
        stage.traceparent = "00-" + TRACE + "-" + SENT + "-01";
        stage.play("resettlement", 565, county -> county.code().equals("513429"));

        HookServer.Message message = await().atMost(10, SECONDS)
                .until(() -> hooks.messages("/ops"), list -> list.size() == 1)
                .get(0);
        stage.awaitAllTold();
        List<SpanData> spans = await().atMost(10, SECONDS).until(TracingTest::spans, found -> found.size() >= 6);
        SpanData taken = named(spans, "take county-metrics.v1");
        SpanData evaluated = named(spans, "evaluate");
        SpanData told = named(spans, "send county-alerts.v1");
        SpanData posted = named(spans, "notify ops");
        assertThat(taken.getParentSpanId()).isEqualTo(SENT);
        assertThat(evaluated.getParentSpanId()).isEqualTo(taken.getSpanId());
        assertThat(told.getParentSpanId()).isEqualTo(evaluated.getSpanId());
        assertThat(posted.getParentSpanId()).isEqualTo(evaluated.getSpanId());
        assertThat(message.traceparent()).isEqualTo(traceparent(posted));
        assertThat(stage.traceparents("county-alerts.v1", BUTUO))
                .as("of pending, which was not traced, and firing")
                .containsExactly(traceparent(told));
        assertThat(stage.traceparents("county-alert-state.v1", BUTUO))
                .containsExactly(traceparent(named(spans, "send county-alert-state.v1")));
        assertThat(stage.text("SELECT count(DISTINCT alert) FROM outbox WHERE traceparent IS NOT NULL"))
                .as("nobody else's")
                .isEqualTo("1");
    }

    private static List<SpanData> spans() {
        return SpansInMemory.ofTrace(TRACE);
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + spans));
    }

    private static String traceparent(SpanData span) {
        return "00-" + TRACE + "-" + span.getSpanId() + "-01";
    }
}
