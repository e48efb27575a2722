package io.countywatch.local.simulator;

/** A village of the campaign and its poor people at the start. */
record Village(String code, int people) {}
