package io.countywatch.alert.lifecycle;

import java.time.LocalDate;

/** What the machine remembered at the end of an evaluated day that is not the latest. */
public record Past(LocalDate day, Memory memory) {}
