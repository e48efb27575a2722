package io.countywatch.bench.projection;

import io.countywatch.bench.Usage;
import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A moment of a run.
 *
 * @param applied records until then
 * @param services all instances of metrics-service together
 * @param at of {@link System#nanoTime()}
 */
record Stretch(long applied, long at, Usage services, Usage postgres, Usage kafka) {

    static Stretch begin(long applied, List<ServerProcess> services, PostgresServer postgres, KafkaServer kafka) {
        return new Stretch(
                applied,
                System.nanoTime(),
                services.stream().map(one -> Usage.of(one.pid())).reduce(new Usage(Duration.ZERO), Usage::plus),
                Usage.ofAll(postgres.process().pid()),
                Usage.of(kafka.process().pid()));
    }

    /** Rate and CPU time an event between an earlier moment and this one. */
    String since(Stretch earlier) {
        long events = Math.max(1, applied - earlier.applied);
        double seconds = (at - earlier.at) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,.0f events/s; CPU an event: metrics-service %.1f us, PostgreSQL %.1f us, Kafka %.1f us; cores: %.2f",
                events / seconds,
                services.microsEach(earlier.services, events),
                postgres.microsEach(earlier.postgres, events),
                kafka.microsEach(earlier.kafka, events),
                services.plus(postgres)
                        .plus(kafka)
                        .coresSince(earlier.services.plus(earlier.postgres).plus(earlier.kafka), seconds));
    }
}
