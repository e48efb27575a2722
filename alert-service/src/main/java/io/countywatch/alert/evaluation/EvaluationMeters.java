package io.countywatch.alert.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts evaluations and transitions. */
@Singleton
class EvaluationMeters {

    private final MeterRegistry registry;
    private final Timer ticks;
    private final AtomicInteger lease;
    private final AtomicInteger stale;

    EvaluationMeters(MeterRegistry registry) {
        this.registry = registry;
        this.ticks = registry.timer("alert_tick");
        this.lease = registry.gauge("alert_lease_held", new AtomicInteger());
        this.stale = registry.gauge("alert_pipeline_stale", new AtomicInteger());
    }

    void evaluated(Tick.Result result, long nanos) {
        ticks.record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("alert_evaluations").increment();
        registry.counter("alert_assessments").increment(result.assessments().size());
        transitions(result.transitions());
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
    }

    void stale(boolean isStale) {
        stale.set(isStale ? 1 : 0);
    }
}
