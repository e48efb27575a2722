package io.countywatch.alert;

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
public final class Tokens {

    private static final KeyPair KEYS = newKeys();

    private Tokens() {}

    /** Base64 of the DER form, as the service's configuration takes it. */
    public static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    /** A token that may read the alerts of these counties. */
    public static String reader(String... counties) {
        return changed(claims -> claims.setStringListClaim("counties", List.of(counties)));
    }

    /** A reader's token without counties, changed as the test likes. */
    public static String changed(Consumer<JwtClaims> change) {
        return sign(KEYS, change);
    }

    /** A token that somebody else has signed. */
    public static String forged() {
        return sign(newKeys(), claims -> claims.setStringListClaim("counties", List.of("*")));
    }

    private static String sign(KeyPair keys, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://local.countywatch.invalid");
        claims.setAudience("countywatch");
        claims.setSubject("ops-1");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("scope", "alerts:read");
        change.accept(claims);
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
