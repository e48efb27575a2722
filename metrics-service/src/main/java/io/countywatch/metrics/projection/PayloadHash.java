package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hash over the parsed known fields, not over bytes: the same event written otherwise stays the same. When it was
 * received is not part of it.
 */
final class PayloadHash {

    private PayloadHash() {}

    /** First 64 bits of SHA-256; records print their components in a fixed order. */
    static long of(Event event, String type) {
        var stamp = event.stamp();
        String canonical =
                type + '\n' + event.county() + '\n' + stamp.time() + '\n' + stamp.sequence() + '\n' + event.fact();
        return ByteBuffer.wrap(digest().digest(canonical.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
