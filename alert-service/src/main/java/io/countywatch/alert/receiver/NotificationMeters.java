package io.countywatch.alert.receiver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;
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

    /** Beside the topics, which are sinks as well. */
    void delivered(String receiver, Outcome outcome) {
        boolean acknowledged = outcome.kind() == Outcome.Kind.ACKNOWLEDGED;
        registry.counter("alert_deliveries", "sink", receiver, "outcome", acknowledged ? "acknowledged" : "failed")
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
