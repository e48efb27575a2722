package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.BATCH;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static io.countywatch.intake.http.IntakeClient.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kafka is slower than its clients: what finds no room in the producer's buffer is to be sent again, the rest is stored. */
@QuarkusTest
@TestProfile(FullBufferTest.SmallBuffer.class)
@QuarkusTestResource(Servers.class)
class FullBufferTest {

    public static class SmallBuffer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.messaging.outgoing.household-events.buffer.memory", "65536",
                    "mp.messaging.outgoing.household-events.batch.size", "16384");
        }
    }

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    @Test
    void items_without_room_are_overloaded_and_the_others_of_the_batch_are_stored() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("worker-full", "*"));
        // Many households, so many partitions: each takes a share of the buffer.
        String body = batch(IntStream.range(0, 900)
                .mapToObj(i -> anEvent().replace("hh-513429-1", "hh-513429-" + i))
                .toArray(String[]::new));

        Answer answer = app.post(BATCH, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        assertThat(answer.statuses()).contains("accepted", "retry");
        assertThat(answer.json().findValuesAsText("code")).containsOnly("overloaded");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();

        // Sent again under the same ids: nothing twice, and in the end all of it.
        for (int i = 0; i < 20 && answer.json().get("retry").asInt() > 0; i++) {
            answer = app.post(BATCH, body);
        }
        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void when_nothing_finds_room_it_is_503_and_says_overloaded() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("worker-full", "*"));
        String filling = batch(IntStream.range(0, 900)
                .mapToObj(i -> anEvent().replace("hh-513429-1", "hh-" + UUID.randomUUID()))
                .toArray(String[]::new));
        servers.pauseKafka();
        try {
            var filler = java.util.concurrent.CompletableFuture.supplyAsync(() -> app.post(BATCH, filling));
            org.awaitility.Awaitility.await().untilAsserted(() -> {
                Answer refused = app.post(BATCH, batch(anEvent(), anEvent()));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.json().findValuesAsText("code")).contains("overloaded");
            });
            assertThat(filler.join().status()).isEqualTo(503);
        } finally {
            servers.resumeKafka();
        }
    }
}
