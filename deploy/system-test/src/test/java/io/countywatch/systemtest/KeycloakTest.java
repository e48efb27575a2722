package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens of a real OIDC server over TLS, for intake-service as it is packaged (in local mode, for the sake of a Kafka in
 * plain text): with profile {@code keycloak} only. Nothing is restarted, though the issuer comes late and changes its keys.
 */
@Tag("keycloak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final TokenIssuer STRANGER = TokenIssuer.generate();
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final Duration REFRESHED = Duration.ofSeconds(3);

    @TempDir
    static Path folder;

    private static Keycloak keycloak;
    private static PackagedIntake intake;

    @BeforeAll
    static void intake_is_started_before_its_issuer() throws IOException {
        keycloak = new Keycloak(folder, ServerProcess.freePort());
        intake = new PackagedIntake(
                folder,
                Map.of(
                        "QUARKUS_OIDC_PUBLIC_KEY",
                        "",
                        "QUARKUS_OIDC_TOKEN_ISSUER",
                        "",
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        keycloak.issuer(),
                        "QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME",
                        "issuer",
                        "QUARKUS_TLS_ISSUER_TRUST_STORE_PEM_CERTS",
                        keycloak.authority().toString(),
                        "QUARKUS_OIDC_TOKEN_FORCED_JWK_REFRESH_INTERVAL",
                        "1s",
                        "COUNTYWATCH_INTAKE_TOKENS_REMEMBERED",
                        REMEMBERED.toSeconds() + "s",
                        "COUNTYWATCH_TOKENS_KEYS_REFRESHED",
                        REFRESHED.toSeconds() + "s"));
    }

    @AfterAll
    static void stopped() {
        if (intake != null) {
            intake.close();
        }
        keycloak.close();
    }

    @Test
    @Order(1)
    void while_the_issuer_is_away_apps_are_told_to_come_again_and_it_is_found_when_it_comes() throws Exception {
        HttpResponse<String> before = post(anEvent("513429", "butuo-07"), forged());

        assertThat(before.statusCode()).as(before.body()).isEqualTo(503);
        assertThat(before.headers().firstValue("Intake-Version")).contains("1");
        assertThat(before.headers().firstValue("Retry-After")).isPresent();

        keycloak.start();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> status(anEvent("513429", "butuo-07"), keycloak.token("field-app", "worker-1")) == 202);
    }

    @Test
    @Order(2)
    void its_tokens_write_for_their_counties_and_device_only() throws Exception {
        String token = keycloak.token("field-app", "worker-1");

        assertThat(status(anEvent("513429", "butuo-07"), token)).isEqualTo(202);
        assertThat(codes(post(anEvent("621225", "butuo-07"), token))).containsExactly("out_of_scope");
        assertThat(codes(post(anEvent("513429", "butuo-08"), token))).containsExactly("out_of_scope");
        assertThat(status(anEvent("621225", "any"), keycloak.token("field-app", "worker-2")))
                .isEqualTo(202);
    }

    @Test
    @Order(2)
    void tokens_for_others_of_others_or_without_the_right_are_refused() throws Exception {
        String event = anEvent("513429", "butuo-07");

        assertThat(status(event, keycloak.token("other-app", "worker-1")))
                .as("another audience")
                .isEqualTo(401);
        assertThat(status(event, keycloak.token("elsewhere", "field-app", "worker-1")))
                .as("another realm of the same server")
                .isEqualTo(401);
        assertThat(status(event, keycloak.token("reading-app", "worker-1")))
                .as("no scope to write")
                .isEqualTo(403);
        assertThat(status(event, keycloak.token("field-app", "worker-without-county")))
                .as("no county")
                .isEqualTo(403);
    }

    @Test
    @Order(2)
    void a_token_ends_when_it_expires() throws Exception {
        String brief = keycloak.token("brief-app", "worker-1");

        assertThat(status(anEvent("513429", "butuo-07"), brief)).isEqualTo(202);
        await().atMost(Duration.ofSeconds(8)).until(() -> status(anEvent("513429", "butuo-07"), brief) == 401);
    }

    @Test
    @Order(2)
    void a_token_of_an_unknown_key_is_refused_and_not_asked_about() throws Exception {
        String good = keycloak.token("field-app", "worker-1");
        long fetched = keycloak.requests("openid-connect/certs");
        for (int i = 0; i < 200; i++) {
            assertThat(status(anEvent("513429", "butuo-07"), forged())).isEqualTo(401);
        }
        assertThat(status(anEvent("513429", "butuo-07"), resigned(good))).isEqualTo(401);

        assertThat(keycloak.requests("introspect")).isZero();
        assertThat(keycloak.requests("openid-connect/certs"))
                .as("the issuer is asked for its keys at most once a second, however many bad tokens come")
                .isLessThan(fetched + 60);
    }

    @Test
    @Order(3)
    void a_new_key_is_believed_at_once_and_one_that_is_taken_away_no_longer_after_a_while() throws Exception {
        String old = keycloak.token("field-app", "worker-1");
        assertThat(status(anEvent("513429", "butuo-07"), old)).isEqualTo(202);

        keycloak.addKey("next", 500);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !kid(keycloak.token("field-app", "worker-1")).equals(kid(old)));
        String next = keycloak.token("field-app", "worker-1");
        await().atMost(Duration.ofSeconds(3)).until(() -> status(anEvent("513429", "butuo-07"), next) == 202);
        assertThat(status(anEvent("513429", "butuo-07"), old))
                .as("the old key is still published")
                .isEqualTo(202);

        keycloak.removeKeysBut(kid(next));
        await().atMost(REMEMBERED.plus(REFRESHED).plusSeconds(5))
                .until(() -> status(anEvent("513429", "butuo-07"), old) == 401);
        assertThat(status(anEvent("513429", "butuo-07"), next)).isEqualTo(202);
        assertThat(intake.process().isAlive()).isTrue();
    }

    private static HttpResponse<String> post(String event, String token) throws IOException, InterruptedException {
        return intake.post(CLIENT, "[" + event + "]", token);
    }

    private static int status(String event, String token) throws IOException, InterruptedException {
        return post(event, token).statusCode();
    }

    private static List<String> codes(HttpResponse<String> answer) {
        return LocalRun.json(answer).path("results").findValuesAsText("code").stream()
                .limit(1)
                .toList();
    }

    private static String kid(String token) throws IOException {
        JsonNode head = JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));
        return head.path("kid").asText();
    }

    /** Everything right but the key, whose id nobody has. */
    private static String forged() {
        String signed = STRANGER.token("worker-1", List.of("*"), List.of("events:write"), Duration.ofMinutes(5));
        String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + UUID.randomUUID() + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(head.getBytes())
                + signed.substring(signed.indexOf('.'));
    }

    /** Head and claims of a good token, signed by nobody's key. */
    private static String resigned(String good) {
        String other = forged();
        return good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    private static String anEvent(String county, String device) {
        return """
        {"specversion":"1.0","id":"%s","source":"/devices/%s","type":"countywatch.unit.reported.v1",\
        "subject":"%3$s-001","time":"2020-05-27T16:20:00+08:00","countycode":"%3$s","data":{}}"""
                .formatted(UUID.randomUUID(), device, county);
    }
}
