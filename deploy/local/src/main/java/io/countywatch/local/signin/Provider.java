package io.countywatch.local.signin;

import io.countywatch.local.token.TokenIssuer;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;

/** What the provider says, without HTTP. */
final class Provider {

    static final String CLIENT = "countywatch-console";
    static final List<String> SCOPES = List.of("metrics:read", "alerts:read", "alerts:manage", "rejections:manage");

    private static final Duration VALID = Duration.ofHours(2);

    private final URI issuer;
    private final URI console;
    private final TokenIssuer tokens;
    private final List<DemoRole> roles;
    private final Codes codes;

    Provider(URI issuer, URI console, TokenIssuer tokens, List<DemoRole> roles, Clock clock) {
        this.issuer = issuer;
        this.console = console;
        this.tokens = tokens;
        this.roles = roles;
        this.codes = new Codes(clock);
    }

    List<DemoRole> roles() {
        return roles;
    }

    URI console() {
        return console;
    }

    /** {@code /.well-known/openid-configuration} */
    Map<String, Object> discovery() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", issuer.toString());
        document.put("authorization_endpoint", issuer + "/authorize");
        document.put("token_endpoint", issuer + "/token");
        document.put("end_session_endpoint", issuer + "/end-session");
        document.put("jwks_uri", issuer + "/jwks");
        document.put("response_types_supported", List.of("code"));
        document.put("grant_types_supported", List.of("authorization_code"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("none"));
        return document;
    }

    /** The public key, as a set. */
    Map<String, Object> keys() {
        try {
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(tokens.publicKey())));
            return Map.of(
                    "keys",
                    List.of(Map.of(
                            "kty",
                            "RSA",
                            "use",
                            "sig",
                            "alg",
                            "RS256",
                            "n",
                            base64(key.getModulus()),
                            "e",
                            base64(key.getPublicExponent()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the run's own key cannot be read", e);
        }
    }

    /** What is wrong with a request for a code; it is shown, and nobody is sent anywhere. */
    Optional<String> fault(Map<String, String> request) {
        if (!CLIENT.equals(request.get("client_id"))) {
            return Optional.of("client_id must be " + CLIENT);
        }
        if (!redirectUri().equals(request.get("redirect_uri"))) {
            return Optional.of("redirect_uri must be " + redirectUri() + ": open the console at " + console);
        }
        if (!"code".equals(request.get("response_type"))) {
            return Optional.of("response_type must be code");
        }
        if (!"S256".equals(request.get("code_challenge_method"))
                || !request.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}")) {
            return Optional.of("a code_challenge by S256 is required");
        }
        return Optional.empty();
    }

    private String redirectUri() {
        return console + "/signed-in";
    }

    /** Where the browser goes after somebody has picked a role; empty without such a role. */
    Optional<String> answer(Map<String, String> request) {
        return roles.stream()
                .filter(role -> role.id().equals(request.get("role")))
                .findFirst()
                .map(role -> {
                    Map<String, String> answer = new LinkedHashMap<>();
                    answer.put(
                            "code",
                            codes.issue(
                                    role,
                                    request.get("redirect_uri"),
                                    request.get("code_challenge"),
                                    request.get("nonce")));
                    if (request.containsKey("state")) {
                        answer.put("state", request.get("state"));
                    }
                    answer.put("iss", issuer.toString());
                    return request.get("redirect_uri") + "?" + Query.write(answer);
                });
    }

    /** Tokens for a code; empty if it is not good. */
    Optional<Map<String, Object>> exchange(Map<String, String> request) {
        if (!"authorization_code".equals(request.get("grant_type")) || !CLIENT.equals(request.get("client_id"))) {
            return Optional.empty();
        }
        return codes.redeem(request.get("code"), request.get("redirect_uri"), request.get("code_verifier"))
                .map(grant -> {
                    DemoRole role = grant.role();
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("access_token", tokens.token(role.id(), role.counties(), SCOPES, VALID));
                    answer.put("token_type", "Bearer");
                    answer.put("expires_in", VALID.toSeconds());
                    answer.put("scope", "openid " + String.join(" ", SCOPES));
                    answer.put("id_token", idToken(grant));
                    return answer;
                });
    }

    private String idToken(Grant grant) {
        JwtClaims claims = tokens.claims(grant.role().id(), List.of(), List.of("openid"), VALID);
        claims.setIssuer(issuer.toString());
        claims.setAudience(CLIENT);
        claims.setStringClaim("name", grant.role().name());
        claims.setStringClaim("name_zh", grant.role().nameZh());
        claims.unsetClaim("counties");
        claims.unsetClaim("scope");
        if (grant.nonce() != null) {
            claims.setStringClaim("nonce", grant.nonce());
        }
        return tokens.sign(claims);
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        // A leading zero byte is the sign, which has no place here.
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
