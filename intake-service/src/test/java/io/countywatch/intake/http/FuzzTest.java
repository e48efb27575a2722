package io.countywatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent is answered, and never with a fault of ours. {@code -Dfuzz.seed=…} repeats a run,
 * {@code -Dfuzz.requests=…} makes it longer.
 */
@QuarkusTest
@TestProfile(FuzzTest.Impatient.class)
@QuarkusTestResource(Servers.class)
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_500);
    private static final int CONNECTIONS = REQUESTS / 10;
    private static final Set<Integer> EXPECTED = Set.of(202, 207, 400, 409, 413, 415, 422);

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countywatch.intake.body-timeout", "1s",
                    "countywatch.intake.rate.burst", "10000000",
                    "quarkus.http.idle-timeout", "2s");
        }
    }

    @Servers.Signing
    TokenSigner signer;

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final FuzzedRequest requests = new FuzzedRequest(random);
    private String token;

    @BeforeEach
    void theSeedIsPrinted() {
        System.out.println("fuzz.seed=" + seed);
        token = signer.writer("worker-fuzz", "5134*", "53*");
    }

    @Test
    void every_request_is_answered_and_none_with_a_fault_of_ours() {
        IntakeClient app = new IntakeClient(RestAssured.port, token);
        Map<Integer, Integer> statuses = new TreeMap<>();

        for (int i = 0; i < REQUESTS; i++) {
            FuzzedRequest.Sent sent = requests.next();
            Answer answer = sent.send(app);

            assertThat(EXPECTED)
                    .as("seed %s request %s %s: %s", seed, i, sent.what(), answer.text())
                    .contains(answer.status());
            assertThat(answer.header("Intake-Version")).isEqualTo("1");
            assertThat(answer.json()).isNotNull();
            statuses.merge(answer.status(), 1, Integer::sum);
        }

        System.out.println("fuzz statuses=" + statuses);
        assertThat(statuses).as("a fuzz that never gets through tests nothing").containsKeys(202, 207, 400, 413, 422);
    }

    @Test
    void every_connection_is_answered_or_closed_whatever_is_written_to_it() throws IOException {
        Map<String, Integer> ends = new TreeMap<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] bytes = requests.rawConnection(token);
            try (RawConnection connection = new RawConnection(RestAssured.port, 10_000)) {
                connection.send(bytes);
                if (random.nextInt(8) > 0) {
                    connection.halfClose();
                }
                String answer = connection.readToEnd();

                assertThat(answer).as("seed %s connection %s", seed, i).doesNotContain("HTTP/1.1 5");
                ends.merge(answer.isEmpty() ? "closed" : answer.substring(9, 12), 1, Integer::sum);
            } catch (java.net.SocketException reset) {
                ends.merge("reset", 1, Integer::sum);
            }
        }
        System.out.println("fuzz ends=" + ends);
        assertThat(new IntakeClient(RestAssured.port, token)
                        .post(IntakeClient.STRUCTURED, IntakeClient.anEvent().getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
    }
}
