package io.countywatch.intake.http;

import io.countywatch.intake.event.ItemCode;
import java.time.Duration;

/**
 * An answer of RFC 9457. Nothing in it comes from the client.
 *
 * @param retryAfter when to come again, or {@code null}
 */
record Problem(int status, String slug, String title, String detail, Duration retryAfter) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_PREFIX = "urn:countywatch:problem:";

    static Problem of(int status, String slug, String title, String detail) {
        return new Problem(status, slug, title, detail, null);
    }

    static Problem unreadable(String detail) {
        return of(400, "unreadable", "The request cannot be read", detail);
    }

    static Problem unsupported(String detail) {
        return of(415, "unsupported-media-type", "This media type or encoding is not understood", detail);
    }

    /** @param which the limit that was passed, by its name at {@code GET /v1/limits} */
    static Problem overLimit(String which, long limit) {
        return of(413, "over-limit", "The request is over a limit", "at most " + limit + " " + which);
    }

    static Problem overloaded(Duration retryAfter) {
        return new Problem(503, "overloaded", "No room for more requests", "send the same again later", retryAfter);
    }

    static Problem issuerAway(Duration retryAfter) {
        return new Problem(503, "issuer-away", "Tokens cannot be checked now", "send the same again later", retryAfter);
    }

    static Problem closing(Duration retryAfter) {
        return new Problem(503, "closing", "The service is about to end", "send the same again later", retryAfter);
    }

    static Problem tooFast(Duration retryAfter) {
        return new Problem(429, "too-fast", "Too many events", "send the same again later", retryAfter);
    }

    /** The item code that holds for every event of the request, or {@code null}. */
    ItemCode code() {
        return switch (slug) {
            case "overloaded", "closing", "issuer-away" -> ItemCode.OVERLOADED;
            case "too-fast" -> ItemCode.RATE_LIMITED;
            default -> null;
        };
    }

    /** URI of the kind of problem. */
    String type() {
        return TYPE_PREFIX + slug;
    }

    /** Whole seconds for {@code Retry-After}, rounded up, at least 1. */
    static long seconds(Duration duration) {
        return Math.max(1, (duration.toMillis() + 999) / 1000);
    }
}
