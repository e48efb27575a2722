package io.countywatch.intake;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Signs tokens as the local issuer does. */
public final class TokenSigner {

    static final String ISSUER = "https://local.countywatch.invalid";

    private final KeyPair keys = newKeys();

    /** Base64 of the DER form, as the service's configuration takes it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** A token of a worker who may write these counties. */
    public String writer(String name, String... counties) {
        return token(name, claims -> {
            claims.setStringClaim("scope", "events:write metrics:read");
            claims.setStringListClaim("counties", List.of(counties));
        });
    }

    /** A valid token, changed as the test likes. */
    public String token(String name, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("countywatch");
        claims.setSubject(name);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        change.accept(claims);
        return sign(claims, keys);
    }

    /** A token like {@link #writer} that someone else has signed. */
    public String forged() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("countywatch");
        claims.setSubject("worker-1");
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("scope", "events:write");
        claims.setStringListClaim("counties", List.of("*"));
        return sign(claims, newKeys());
    }

    private static String sign(JwtClaims claims, KeyPair keys) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(keys.getPrivate());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
