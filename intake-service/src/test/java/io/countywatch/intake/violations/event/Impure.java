package io.countywatch.intake.violations.event;

import java.time.Instant;

/** Breaks a rule on purpose: looks at the clock. */
public final class Impure {

    private Impure() {}

    static Instant now() {
        return Instant.now();
    }
}
