package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

/** That a token is remembered is seen in the speed only. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class VerifiedTokensTest {

    @Servers.Signing
    TokenSigner signer;

    @Test
    void a_remembered_token_is_as_good_as_at_first_and_writes_the_same_counties() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("worker-again", "513429"));

        for (int i = 0; i < 3; i++) {
            assertThat(app.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
            assertThat(app.post(STRUCTURED, anEvent().replace("513429\"", "513431\""))
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void a_token_with_another_signature_is_not_the_same_token() {
        String good = signer.writer("worker-good", "*");
        char last = good.charAt(good.length() - 10);
        String spoilt =
                good.substring(0, good.length() - 10) + (last == 'A' ? 'B' : 'A') + good.substring(good.length() - 9);

        assertThat(new IntakeClient(RestAssured.port, good)
                        .post(STRUCTURED, anEvent())
                        .status())
                .isEqualTo(202);
        assertThat(new IntakeClient(RestAssured.port, spoilt)
                        .post(STRUCTURED, anEvent())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_remembered_token_ends_when_it_expires() {
        String shortLived = signer.token("worker-brief", claims -> {
            claims.setStringClaim("scope", "events:write");
            claims.setStringListClaim("counties", List.of("*"));
            NumericDate soon = NumericDate.now();
            soon.addSeconds(3);
            claims.setExpirationTime(soon);
        });
        IntakeClient app = new IntakeClient(RestAssured.port, shortLived);

        assertThat(app.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
        assertThat(app.post(STRUCTURED, anEvent()).status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(8))
                .until(() -> app.post(STRUCTURED, anEvent()).status() == 401);
    }
}
