package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that stop in the middle hold nothing for long. */
@QuarkusTest
@TestProfile(SlowClientTest.Impatient.class)
@QuarkusTestResource(Servers.class)
class SlowClientTest {

    private static final int PATIENCE_MILLIS = 8_000;

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("countywatch.intake.body-timeout", "1s", "quarkus.http.idle-timeout", "3s");
        }
    }

    @Servers.Signing
    TokenSigner signer;

    private String token;
    private IntakeClient app;

    @BeforeEach
    void aWorker() {
        token = signer.writer("worker-slow", "*");
        app = new IntakeClient(RestAssured.port, token);
    }

    @Test
    void a_body_that_stalls_is_408_within_the_time_out_and_its_room_is_given_back() throws IOException {
        try (RawConnection slow = new RawConnection(RestAssured.port, PATIENCE_MILLIS)) {
            slow.send(RawConnection.head(token, STRUCTURED, "Content-Length: 100000") + "{\"specversion\":");
            await().until(() -> inFlightBytes() >= 100_000);
            long start = System.nanoTime();

            String answer = slow.readToEnd();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(answer).startsWith("HTTP/1.1 408");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("intake-version: 1", "connection: close");
            assertThat(answer).contains("urn:countywatch:problem:body-timeout");
            await().until(() -> inFlightBytes() == 0);
        }
    }

    @Test
    void a_chunked_body_that_trickles_is_408_too() throws IOException {
        try (RawConnection slow = new RawConnection(RestAssured.port, PATIENCE_MILLIS)) {
            slow.send(RawConnection.head(token, STRUCTURED, "Transfer-Encoding: chunked"));
            slow.send("1\r\n{\r\n");

            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 408");
            await().until(() -> inFlightBytes() == 0);
        }
    }

    @Test
    void a_client_that_goes_away_in_the_middle_holds_nothing() throws IOException {
        try (RawConnection gone = new RawConnection(RestAssured.port, PATIENCE_MILLIS)) {
            gone.send(RawConnection.head(token, STRUCTURED, "Content-Length: 100000") + "{");
            await().until(() -> inFlightBytes() >= 100_000);
        }
        await().until(() -> inFlightBytes() == 0);
        assertThat(app.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws IOException {
        try (RawConnection silent = new RawConnection(RestAssured.port, PATIENCE_MILLIS)) {
            assertThat(silent.readToEnd()).isEmpty();
        }
    }

    @Test
    void a_body_over_the_frameworks_own_limit_is_a_problem_like_any_other() throws IOException {
        try (RawConnection huge = new RawConnection(RestAssured.port, PATIENCE_MILLIS)) {
            huge.send(RawConnection.head(token, STRUCTURED, "Content-Length: 999999999"));

            String answer = huge.readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 413");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("intake-version: 1", "connection: close");
            assertThat(answer).contains("urn:countywatch:problem:over-limit", "requestBytes");
        }
    }

    private double inFlightBytes() {
        return app.get("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("intake_in_flight_bytes"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
