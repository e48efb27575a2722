package io.countywatch.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of intake-service under {@code countywatch.intake}. A name that is not here is refused at start. */
@ConfigMapping(prefix = "countywatch.intake")
public interface IntakeConfig {

    Limits limits();

    Rate rate();

    Memory memory();

    Tokens tokens();

    Topics topics();

    RetryAfter retryAfter();

    Tracing tracing();

    /** Most time for a body to arrive, so that a trickle cannot hold its share of the bytes in flight; shorter than
     * the idle time-out of HTTP, which closes without an answer. */
    @WithDefault("20s")
    Duration bodyTimeout();

    /** Limits of one request; {@code GET /v1/limits} shows them. */
    interface Limits {

        /** Bytes of one event as sent. */
        @WithDefault("65536")
        int eventBytes();

        /** Events in one request. */
        @WithDefault("1000")
        int requestEvents();

        /** Bytes of a request's body on the wire. */
        @WithDefault("1048576")
        int requestBytes();

        /** Bytes of a request's body after decompression. */
        @WithDefault("8388608")
        int decompressedBytes();

        /** Levels of arrays and objects, the event itself being the first. */
        @WithDefault("16")
        int nesting();

        /** Bytes of all bodies that are being read, checked or stored at one time. */
        @WithDefault("50331648")
        long inFlightBytes();
    }

    /** Limits by caller, in events. */
    interface Rate {

        @WithDefault("2000")
        long eventsPerSecond();

        @WithDefault("50000")
        long burst();

        /** As many callers are remembered; the ones not seen for longest start afresh. */
        @WithDefault("10000")
        long callers();
    }

    /** Memory of identities that Kafka has acknowledged. */
    interface Memory {

        /** As many identities are remembered; one takes about 250 bytes. */
        @WithDefault("100000")
        long identities();
    }

    /** Memory of tokens whose signature has been verified. */
    interface Tokens {

        /** As many tokens are remembered; one takes about 600 bytes. */
        @WithDefault("10000")
        long number();

        /** So long at most, and never beyond its expiry: a key that is taken away still lets tokens in for this time. */
        @WithDefault("60s")
        Duration remembered();
    }

    interface Topics {

        @WithDefault("household-events.v1")
        String events();

        @WithDefault("household-rejects.v1")
        String rejects();
    }

    /** Traces; whether there are any at all is {@code quarkus.otel.sdk.disabled}. */
    interface Tracing {

        /** As many requests a second at most are traced because their device asks for it ({@code traceparent}). */
        @WithDefault("10")
        long askedPerSecond();
    }

    /** Bounds of {@code Retry-After}; the value between them is drawn at random, so that devices do not come at once. */
    interface RetryAfter {

        @WithDefault("1s")
        Duration min();

        @WithDefault("5s")
        Duration max();
    }
}
