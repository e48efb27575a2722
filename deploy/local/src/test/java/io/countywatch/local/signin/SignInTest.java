package io.countywatch.local.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI CONSOLE = URI.create("http://127.0.0.1:8082");
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-rule-of-43";

    private final HttpClient http = HttpClient.newHttpClient();
    private URI root;
    private SignIn signIn;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        root = URI.create("http://127.0.0.1:" + port);
        signIn = SignIn.start(
                port,
                CONSOLE,
                TokenIssuer.generate(),
                DemoRole.of(Project.root().resolve("deploy/campaigns/china-2020")));
    }

    @AfterEach
    void stop() {
        signIn.close();
    }

    @Test
    void the_reference_campaign_has_a_national_role_sichuan_and_butuo() {
        List<DemoRole> roles = DemoRole.of(Project.root().resolve("deploy/campaigns/china-2020"));

        assertThat(roles)
                .extracting(DemoRole::counties)
                .containsExactly(List.of("*"), List.of("51*"), List.of("513429"));
        assertThat(roles).extracting(DemoRole::nameZh).containsExactly("国家级", "四川省", "布拖县");
    }

    @Test
    void who_picks_a_role_gets_its_tokens_for_the_code() throws Exception {
        String target = get("/code?" + Query.write(request(Map.of("role", "county-513429"))))
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(target).startsWith("http://127.0.0.1:8082/signed-in?code=").contains("state=some-state");

        HttpResponse<String> answer = exchange(code(target), VERIFIER);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode tokens = JSON.readTree(answer.body());
        JwtClaims access = claims(tokens.path("access_token").asText(), TokenIssuer.ISSUER, TokenIssuer.AUDIENCE);
        assertThat(access.getSubject()).isEqualTo("county-513429");
        assertThat(access.getStringListClaimValue("counties")).containsExactly("513429");
        assertThat(access.getStringClaimValue("scope")).contains("metrics:read", "alerts:manage");
        JwtClaims identity = claims(tokens.path("id_token").asText(), root.toString(), Provider.CLIENT);
        assertThat(identity.getStringClaimValue("nonce")).isEqualTo("some-nonce");
        assertThat(identity.getStringClaimValue("name")).isEqualTo("Butuo county");
    }

    @Test
    void a_code_is_good_once_and_only_with_its_verifier() throws Exception {
        String first = code(get("/code?" + Query.write(request(Map.of("role", "national-office"))))
                .headers()
                .firstValue("location")
                .orElseThrow());
        assertThat(exchange(first, VERIFIER.replace('a', 'b')).statusCode()).isEqualTo(400);
        assertThat(exchange(first, VERIFIER).statusCode())
                .as("a wrong verifier has used the code up")
                .isEqualTo(400);
        assertThat(exchange("made-up", VERIFIER).statusCode()).isEqualTo(400);
    }

    @Test
    void nobody_is_sent_anywhere_but_to_the_console() throws Exception {
        Map<String, String> elsewhere = request(Map.of("role", "national-office"));
        elsewhere.put("redirect_uri", "http://127.0.0.1:8082.evil.invalid/signed-in");

        for (String path : List.of("/authorize?", "/code?")) {
            HttpResponse<String> answer = get(path + Query.write(elsewhere));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("location")).isEmpty();
        }
    }

    @Test
    void a_request_without_a_challenge_is_refused() throws Exception {
        Map<String, String> plain = request(Map.of());
        plain.put("code_challenge_method", "plain");

        assertThat(get("/authorize?" + Query.write(plain)).statusCode()).isEqualTo(400);
    }

    @Test
    void only_the_console_may_read_the_tokens() throws Exception {
        assertThat(get("/.well-known/openid-configuration").headers().firstValue("access-control-allow-origin"))
                .contains("http://127.0.0.1:8082");
    }

    @Test
    void the_page_that_asks_holds_no_script_and_takes_none() throws Exception {
        HttpResponse<String> page = get("/authorize?" + Query.write(request(Map.of("state", "\"><script>1</script>"))));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("布拖县").doesNotContain("<script");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'");
    }

    private static Map<String, String> request(Map<String, String> more) throws Exception {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", Provider.CLIENT);
        request.put("redirect_uri", CONSOLE + "/signed-in");
        request.put("state", "some-state");
        request.put("nonce", "some-nonce");
        request.put("code_challenge_method", "S256");
        request.put(
                "code_challenge",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII))));
        request.putAll(more);
        return request;
    }

    private static String code(String target) {
        return Query.parse(URI.create(target).getRawQuery()).get("code");
    }

    private HttpResponse<String> exchange(String code, String verifier) throws Exception {
        String form = Query.write(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                Provider.CLIENT,
                "redirect_uri",
                CONSOLE + "/signed-in",
                "code",
                code,
                "code_verifier",
                verifier));
        return http.send(
                HttpRequest.newBuilder(root.resolve("/token"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JwtClaims claims(String token, String issuer, String audience) throws Exception {
        JsonWebKeySet keys = new JsonWebKeySet(get("/jwks").body());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(root + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
