package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.LINES;
import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A word that stands in every value a client can send is found in no answer, no log line and no metric. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CanaryTest {

    private static final String CANARY = "canary";

    @Servers.Signing
    TokenSigner signer;

    @Test
    void values_come_back_nowhere() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("worker-1", "*"));
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Handler listener = listener(log);
        Logger.getLogger("").addHandler(listener);
        try {
            for (String event : events()) {
                Answer single = app.post(STRUCTURED, event);
                Answer line = app.post(LINES, event);
                Answer query = app.post(
                        "/v1/events?results=" + CANARY,
                        "application/" + CANARY,
                        event.getBytes(StandardCharsets.UTF_8),
                        "ce-id",
                        CANARY,
                        "Intake-Sent-At",
                        CANARY);

                assertThat(single.text() + line.text() + query.text()).doesNotContain(CANARY);
            }
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertThat(log).noneMatch(line -> line.contains(CANARY));
        assertThat(app.get("/q/metrics").text()).doesNotContain(CANARY);
    }

    /** Valid but for the one value; an id that is valid is the one thing that an answer repeats. */
    private static List<String> events() {
        String event = anEvent();
        return List.of(
                event.replace("\"1.0\"", "\"canary\""),
                event.replace("/devices/butuo-07", "canary"),
                event.replace("countywatch.household.status-changed.v1", "canary"),
                event.replace("hh-513429-1", "canary 1"),
                event.replace("2020-05-27T16:20:00+08:00", "canary"),
                event.replace("\"513429\"", "\"canary\""),
                event.replace("\"17\"", "\"canary\""),
                event.replace("\"4.2\"", "[\"canary\"]"),
                event.replace("\"POOR\"", "\"canary\""),
                event.replace("\"POOR\"", "canary"),
                event.replace("\"id\":\"", "\"id\":\"canary "),
                event.replace("\"data\":{", "\"data\":\"canary\",\"x\":{"));
    }

    private static Handler listener(Queue<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line.getMessage() + " "
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
