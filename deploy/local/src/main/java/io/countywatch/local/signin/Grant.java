package io.countywatch.local.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * What a code stands for until it is exchanged, once.
 *
 * @param challenge of PKCE: base64url of the verifier's SHA-256
 */
record Grant(DemoRole role, String redirectUri, String challenge, String nonce, Instant until) {

    /** Whether a verifier is the one whose challenge came first. */
    boolean verifiedBy(String verifier) {
        if (verifier == null || !verifier.matches("[A-Za-z0-9._~-]{43,128}")) {
            return false;
        }
        byte[] digest = sha256(verifier);
        return MessageDigest.isEqual(
                Base64.getUrlEncoder().withoutPadding().encode(digest), challenge.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
