package io.countywatch.intake.http;

import io.countywatch.intake.append.Outcome;
import io.countywatch.intake.event.Checked;
import io.countywatch.intake.event.EventType;
import io.countywatch.intake.event.ItemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code intake_events_total{type,outcome,code}}, {@code intake_ack_seconds} and {@code intake_in_flight_bytes}. Labels
 * are from closed sets: a client cannot make a new series.
 */
@Singleton
class IntakeMetrics {

    private final MeterRegistry meters;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Timer acknowledgement;

    private record Key(String type, String outcome, String code) {}

    IntakeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.acknowledgement = Timer.builder("intake.ack")
                .description("From the request's body being there to its last acknowledgement")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(meters);
    }

    void watch(Admission admission) {
        meters.gauge("intake.in.flight.bytes", admission, Admission::inFlight);
    }

    void count(List<Checked> items, List<Outcome> outcomes, long nanos) {
        acknowledgement.record(Duration.ofNanos(nanos));
        int[] accepted = new int[EventType.values().length];
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Accepted && items.get(i) instanceof Checked.Valid valid) {
                accepted[valid.event().type().ordinal()]++;
            } else {
                counter(type(items.get(i)), outcomes.get(i)).increment();
            }
        }
        for (EventType type : EventType.values()) {
            if (accepted[type.ordinal()] > 0) {
                counter(type.typeName(), "accepted", null).increment(accepted[type.ordinal()]);
            }
        }
    }

    private Counter counter(String type, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return counter(type, "accepted", null);
        }
        if (outcome instanceof Outcome.Duplicate) {
            return counter(type, "duplicate", null);
        }
        return outcome instanceof Outcome.Rejected rejected
                ? counter(type, "rejected", rejected.code())
                : counter(type, "retry", ((Outcome.Retry) outcome).code());
    }

    private Counter counter(String type, String outcome, ItemCode code) {
        return counters.computeIfAbsent(
                new Key(type, outcome, code == null ? "none" : code.text()),
                key -> meters.counter(
                        "intake.events", "type", key.type(), "outcome", key.outcome(), "code", key.code()));
    }

    private static String type(Checked item) {
        String type = item instanceof Checked.Valid valid
                ? valid.event().type().typeName()
                : ((Checked.Invalid) item).known().type();
        return type == null ? "unknown" : type;
    }
}
