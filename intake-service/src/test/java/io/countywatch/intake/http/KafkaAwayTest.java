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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka stops answering, or is killed: the app is told in time, and nothing must be restarted afterwards. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KafkaAwayTest {

    private static final Duration PROMISED = Duration.ofSeconds(3);

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    private IntakeClient app;
    private Runnable heal;

    @BeforeEach
    void aWorker() {
        app = new IntakeClient(RestAssured.port, signer.writer("worker-away", "*"));
        assertThat(app.post(BATCH, batch(anEvent())).status()).isEqualTo(202);
    }

    @AfterEach
    void healed() {
        heal.run();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> app.post(BATCH, batch(anEvent())).status() == 202);
    }

    @Test
    void a_broker_that_hangs_costs_three_seconds_and_a_503_then_all_is_well_again() {
        String body = batch(anEvent(), anEvent("bad", 0));
        heal = servers::resumeKafka;
        servers.pauseKafka();

        assertSentAgainLater(body);
        assertThat(app.get("/q/health/live").status()).isEqualTo(200);

        servers.resumeKafka();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Answer answer = app.post(BATCH, body);
            assertThat(answer.status()).isEqualTo(207);
            assertThat(answer.statuses()).containsExactly("accepted", "rejected");
        });
    }

    @Test
    void a_broker_that_is_killed_costs_the_same_and_is_found_again() {
        heal = servers::startKafka;
        servers.killKafka();

        assertSentAgainLater(batch(anEvent()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> app.get("/q/health/ready").status() == 503);
        assertThat(app.get("/q/health/live").status()).isEqualTo(200);
    }

    private void assertSentAgainLater(String body) {
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            Answer answer = app.post(BATCH, body);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(taken).isLessThan(PROMISED);
            assertThat(answer.header("Intake-Version")).isEqualTo("1");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 5);
            assertThat(answer.statuses()).containsOnly("retry");
            assertThat(answer.item(0).get("code").asText()).isEqualTo("kafka_timeout");
        }
    }
}
