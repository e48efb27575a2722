package io.countywatch.local.simulator;

import java.util.List;

/** A county of the campaign; villages in the order of {@code units.csv}. */
record County(String code, String name, boolean supervised, List<Village> villages) {}
