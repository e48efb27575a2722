package io.countywatch.intake.http;

import io.countywatch.intake.IntakeConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What keeps the service in bounds: admission by bytes, time-outs, advice when to come again. */
@Singleton
class Steering {

    private final IntakeConfig config;
    private final Admission admission;
    private final IntakeMetrics metrics;

    Steering(IntakeConfig config, IntakeMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.admission = new Admission(config.limits().inFlightBytes());
        metrics.watch(admission);
    }

    Admission admission() {
        return admission;
    }

    IntakeMetrics metrics() {
        return metrics;
    }

    Duration bodyTimeout() {
        return config.bodyTimeout();
    }

    /** Drawn anew for every answer, so that devices which failed together do not come back together. */
    Duration retryAfter() {
        long min = config.retryAfter().min().toMillis();
        long max = config.retryAfter().max().toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(min, Math.max(min, max) + 1));
    }
}
