package io.countywatch.intake.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a text that must not itself be kept. */
record Digest(long a, long b, long c, long d) {

    static Digest of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer words = ByteBuffer.wrap(hash);
            return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
