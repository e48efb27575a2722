package io.countywatch.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of metrics-service beyond Quarkus's own. */
@ConfigMapping(prefix = "countywatch")
public interface MetricsConfig {

    Campaign campaign();

    /** {@code wall}, or {@code replay} in the local stack: the data's own clock. */
    @WithDefault("wall")
    Clock clock();

    Publish publish();

    Projection projection();

    Rebuild rebuild();

    Reading reading();

    Intake intake();

    Console console();

    Tokens tokens();

    /** Whether this process runs in the local stack: loopback, its own keys. */
    @WithDefault("false")
    boolean local();

    enum Clock {
        WALL,
        REPLAY
    }

    interface Campaign {
        /** Folder with {@code campaign.yaml} and {@code units.csv}. */
        Path dir();
    }

    interface Publish {
        /** Wall-clock tick of the publisher. */
        @WithDefault("2s")
        Duration interval();

        /** How long a publisher that says nothing stays the leader. */
        @WithDefault("10s")
        Duration lease();

        /** How old a published snapshot may grow before it is published again although nothing changed. */
        @WithDefault("10m")
        Duration repeat();

        /** How often the ledger of past days is rolled up. */
        @WithDefault("30s")
        Duration rollUp();
    }

    interface Intake {
        /** Where rejected items are sent again: the root of intake-service. */
        @WithDefault("http://localhost:8081")
        URI url();
    }

    interface Console {
        /** Where a browser reaches alert-service. */
        @WithDefault("http://localhost:8083")
        URI alertsUrl();

        /** The issuer that people sign in at (OIDC discovery); without one nobody can sign in. */
        Optional<URI> authority();

        /** The console's public client at that issuer. */
        @WithDefault("countywatch-console")
        String clientId();
    }

    interface Tokens {
        /** How often the issuer's keys are fetched (KeyRefresh). */
        @WithDefault("5m")
        Duration keysRefreshed();
    }

    interface Projection {
        /** Schema of the projection version that this process fills and reads. */
        @WithDefault("projection_3")
        String schema();

        /** First wait before a transaction is repeated when the database is unwell; doubles up to {@link #maxBackOff}. */
        @WithDefault("200ms")
        Duration backOff();

        @WithDefault("5s")
        Duration maxBackOff();

        /** Transactions at the same time: one more than the database has cores, since each also waits for the service. */
        @WithDefault("3")
        int lanes();
    }

    interface Reading {
        /** Requests that may wait for a receipt at the same time: of the 200 threads at most a third. More are answered 425. */
        @WithDefault("64")
        int mostWaiting();
    }

    /** A version that is filled beside the live one: {@code QUARKUS_PROFILE=prod,rebuild}. */
    interface Rebuild {
        /** Whether this process is such a version. */
        @WithDefault("false")
        boolean beside();

        /** At most so many events are read in a second, until the version is the active one. */
        @WithDefault("10000")
        int eventsPerSecond();
    }
}
