package io.countywatch.alert.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Counts evaluations and transitions. */
@Singleton
class EvaluationMeters {

    private final MeterRegistry registry;
    private final Timer ticks;
    private final AtomicInteger lease;
    private final AtomicInteger stale;
    private final MultiGauge statuses;

    EvaluationMeters(MeterRegistry registry) {
        this.registry = registry;
        this.ticks = registry.timer("alert_tick");
        this.lease = registry.gauge("alert_lease_held", new AtomicInteger());
        this.stale = registry.gauge("alert_pipeline_stale", new AtomicInteger());
        this.statuses = MultiGauge.builder("alert_units").register(registry);
    }

    void evaluated(Tick.Result result, long nanos) {
        ticks.record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("alert_evaluations").increment();
        registry.counter("alert_assessments").increment(result.assessments().size());
        statuses.register(rows(result.assessments()), true);
        transitions(result.transitions());
    }

    /** How many units of a level are where on their plans: labels are from closed sets, and no unit is named. */
    private static List<MultiGauge.Row<?>> rows(List<AssessmentRecord> assessments) {
        return assessments.stream()
                .collect(Collectors.groupingBy(
                        one -> Tags.of(
                                "level", one.level(), "status", one.status().name()),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    void transitions(List<Tick.TransitionRow> transitions) {
        for (Tick.TransitionRow row : transitions) {
            registry.counter(
                            "alert_transitions",
                            "rule",
                            row.transition().id().rule(),
                            "kind",
                            row.transition().kind())
                    .increment();
        }
    }

    void lease(boolean held) {
        lease.set(held ? 1 : 0);
        if (!held) {
            // Only who evaluates says where the units are.
            statuses.register(List.of(), true);
        }
    }

    void stale(boolean isStale) {
        stale.set(isStale ? 1 : 0);
    }
}
