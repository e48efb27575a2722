package io.countywatch.intake.event;

/** A CloudEvents extension attribute; the value in the canonical text form of CloudEvents. */
public record Extension(String name, String value) {}
