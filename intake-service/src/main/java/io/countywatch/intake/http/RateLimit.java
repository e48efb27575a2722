package io.countywatch.intake.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countywatch.intake.IntakeConfig;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Counts events by caller. */
@Singleton
class RateLimit {

    private final IntakeConfig.Rate rate;
    private final Cache<String, Bucket> buckets;

    RateLimit(IntakeConfig config) {
        this.rate = config.rate();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(rate.callers())
                .executor(Runnable::run)
                .build();
    }

    /** How long the caller has to wait before it may send so many events; {@link Duration#ZERO} when it may now. */
    Duration take(String caller, int events) {
        Bucket bucket = buckets.get(caller, unused -> newBucket());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(events);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(rate.burst()).refillGreedy(rate.eventsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
