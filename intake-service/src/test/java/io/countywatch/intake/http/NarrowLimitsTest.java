package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.BATCH;
import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static io.countywatch.intake.http.IntakeClient.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Overload: refused with advice, and nothing of the refused request stored. */
@QuarkusTest
@TestProfile(NarrowLimitsTest.Narrow.class)
@QuarkusTestResource(Servers.class)
class NarrowLimitsTest {

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "countywatch.intake.rate.burst", "5",
                    "countywatch.intake.rate.events-per-second", "1",
                    "countywatch.intake.limits.in-flight-bytes", "10000",
                    "countywatch.clock", "replay");
        }
    }

    @Servers.Signing
    TokenSigner signer;

    @Test
    void too_many_events_of_one_caller_are_429_and_others_are_not_concerned() {
        IntakeClient hasty = new IntakeClient(RestAssured.port, signer.writer("hasty", "*"));
        IntakeClient other = new IntakeClient(RestAssured.port, signer.writer("other", "*"));
        String four = batch(anEvent(), anEvent(), anEvent(), anEvent());

        assertThat(hasty.post(BATCH, four).status()).isEqualTo(202);
        Answer refused = hasty.post(BATCH, batch(anEvent(), anEvent(), anEvent()));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("code").asText()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.header("Intake-Version")).isEqualTo("1");
        assertThat(other.post(BATCH, four).status()).isEqualTo(202);
    }

    @Test
    void without_room_for_the_body_it_is_503_and_the_room_is_given_back() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("large", "*"));
        byte[] large =
                anEvent().replace("\"4.2\"", "\"" + "x".repeat(11_000) + "\"").getBytes(StandardCharsets.UTF_8);

        Answer refused = app.post(STRUCTURED, large);
        Answer bomb = app.post(STRUCTURED, IntakeClient.gzip(new byte[5_000_000]), "Content-Encoding", "gzip");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().get("code").asText()).isEqualTo("overloaded");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(bomb.status()).isEqualTo(503);
        assertThat(app.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
    }

    @Test
    void in_a_replay_the_sender_tells_the_instant_of_receipt() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("replay", "*"));
        byte[] event = anEvent().getBytes(StandardCharsets.UTF_8);

        assertThat(app.post(STRUCTURED, event, "Intake-Sent-At", "2020-05-27T08:09:00Z")
                        .json()
                        .toString())
                .contains("time_in_future");
        assertThat(app.post(STRUCTURED, event, "Intake-Sent-At", "2020-05-27T08:10:00Z")
                        .status())
                .isEqualTo(202);
    }
}
