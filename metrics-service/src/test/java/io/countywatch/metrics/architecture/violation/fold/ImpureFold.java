package io.countywatch.metrics.architecture.violation.fold;

import io.countywatch.metrics.architecture.violation.projection.HastyResource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;

/** Breaks the rules of the core on purpose: a framework, field injection, a clock, an old date, and a cycle. */
public class ImpureFold {

    @Inject
    HastyResource resource;

    /** Two clocks. */
    public Instant foldedAt() {
        return System.currentTimeMillis() > 0 ? Instant.now() : new Date().toInstant();
    }
}
