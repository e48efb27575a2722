package io.countywatch.metrics.architecture.violation.projection;

/** On purpose: a store that everybody may use. */
public class OpenStore {}
