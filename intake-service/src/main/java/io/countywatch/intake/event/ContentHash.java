package io.countywatch.intake.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * What an event says, in 128 bits (SHA-256, cut): the same for two renderings of one event, whatever their white space,
 * order of members, offset of {@code time} or unknown fields.
 */
public record ContentHash(long high, long low) {

    /** One a thread: making or cloning one costs more than its use. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ContentHash::sha256);

    /** Hash over the type, the envelope and the known fields of the type. */
    static ContentHash of(RawEvent event, EventType type) {
        StringBuilder text = new StringBuilder(256);
        append(text, type.typeName());
        append(text, event.text(Attribute.SUBJECT));
        Instant time = event.time();
        text.append(time.getEpochSecond()).append('.').append(time.getNano()).append(';');
        append(text, event.text(Attribute.COUNTYCODE));
        append(text, event.text(Attribute.SEQUENCE));
        for (Field field : type.fields()) {
            Object value = event.get(field);
            append(text, value == null ? defaultOf(field, event) : value);
        }
        ByteBuffer digest = ByteBuffer.wrap(SHA_256.get().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new ContentHash(digest.getLong(), digest.getLong());
    }

    /** Saying a default aloud or leaving it out is the same. */
    private static Object defaultOf(Field field, RawEvent event) {
        return switch (field.name()) {
            case "weight" -> 1L;
            case "toCounty" -> "RESETTLEMENT".equals(event.field("kind")) ? event.text(Attribute.COUNTYCODE) : null;
            default -> null;
        };
    }

    /** Every value with its kind and, for texts, its length: no two different contents have the same form. */
    private static void append(StringBuilder text, Object value) {
        if (value instanceof String string) {
            text.append('s').append(string.length()).append(':').append(string);
        } else if (value instanceof Iterable<?> items) {
            text.append('[');
            items.forEach(item -> append(text, item));
            text.append(']');
        } else {
            text.append(value).append(';');
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
