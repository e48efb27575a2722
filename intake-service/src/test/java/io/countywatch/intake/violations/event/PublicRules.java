package io.countywatch.intake.violations.event;

/** Breaks a rule on purpose: is public. */
public final class PublicRules {

    private PublicRules() {}
}
