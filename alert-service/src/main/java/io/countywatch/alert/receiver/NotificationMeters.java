package io.countywatch.alert.receiver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts messages by receiver and outcome, and says how long the oldest news have waited. */
@Singleton
class NotificationMeters {

    private final MeterRegistry registry;
    private final Map<String, Double> oldest = new ConcurrentHashMap<>();

    NotificationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void delivered(String receiver, Outcome outcome) {
        registry.counter(
                        "alert_notifications",
                        "receiver",
                        receiver,
                        "outcome",
                        outcome.kind().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Seconds by receiver; 0 for those that know everything. */
    void oldest(Collection<String> receivers, Map<String, Double> seconds) {
        for (String receiver : receivers) {
            if (oldest.put(receiver, seconds.getOrDefault(receiver, 0.0)) == null) {
                Gauge.builder("alert_notification_oldest", oldest, known -> known.get(receiver))
                        .tag("receiver", receiver)
                        .baseUnit("seconds")
                        .register(registry);
            }
        }
    }
}
