package io.countywatch.alert.architecture.violation.schedule;

import io.countywatch.alert.architecture.violation.api.HastyResource;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Breaks the rules of the core on purpose: a framework, a clock, and a cycle. */
@Singleton
public class ImpureStatus {

    public Instant decidedAt() {
        return Instant.now();
    }

    public HastyResource resource() {
        return new HastyResource();
    }
}
