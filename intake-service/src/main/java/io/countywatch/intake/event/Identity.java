package io.countywatch.intake.event;

/** What makes an event the same event, however often it is sent. */
public record Identity(String source, String id) {}
