package io.countywatch.local.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs bearer tokens (RS256) that services trust which were given {@link #publicKey}. */
public final class TokenIssuer {

    /** Claim {@code iss}; nothing answers there. */
    public static final String ISSUER = "https://local.countywatch.invalid";

    public static final String AUDIENCE = "countywatch";

    private final KeyPair keys;

    private TokenIssuer(KeyPair keys) {
        this.keys = keys;
    }

    /** A new key pair that only this process knows. */
    public static TokenIssuer generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TokenIssuer(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    /** The key pair of a data folder, made on first use and readable by its owner only. */
    public static TokenIssuer in(Path folder) {
        Path privateKey = folder.resolve("token-key.pkcs8");
        Path publicKey = folder.resolve("token-key.x509");
        try {
            if (Files.exists(privateKey) && Files.exists(publicKey)) {
                KeyFactory rsa = KeyFactory.getInstance("RSA");
                return new TokenIssuer(new KeyPair(
                        rsa.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(publicKey))),
                        rsa.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateKey)))));
            }
            Files.createDirectories(folder);
            TokenIssuer issuer = generate();
            Files.write(publicKey, issuer.keys.getPublic().getEncoded());
            Files.createFile(
                    privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(privateKey, issuer.keys.getPrivate().getEncoded());
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep keys in " + folder + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keys in " + folder + " cannot be read; delete them", e);
        }
    }

    /** Base64 of the X.509 form, as {@code quarkus.oidc.public-key} takes it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /**
     * A token of this issuer for {@link #AUDIENCE}.
     *
     * @param counties codes, prefixes such as {@code 5134*}, or {@code *}
     * @param scopes such as {@code events:write}
     */
    public String token(String subject, List<String> counties, List<String> scopes, Duration validFor) {
        return sign(claims(subject, counties, scopes, validFor));
    }

    /** Claims of a good token, for tests that spoil one of them before {@link #sign}. */
    public JwtClaims claims(String subject, List<String> counties, List<String> scopes, Duration validFor) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        NumericDate expires = NumericDate.now();
        expires.addSeconds(validFor.toSeconds());
        claims.setExpirationTime(expires);
        claims.setStringClaim("scope", String.join(" ", scopes));
        claims.setStringListClaim("counties", counties);
        return claims;
    }

    public String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKey(keys.getPrivate());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }
}
