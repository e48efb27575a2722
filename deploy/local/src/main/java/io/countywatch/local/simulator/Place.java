package io.countywatch.local.simulator;

/** Where something happens: a county and, unless it is about the whole county, a village ({@code null} otherwise). */
record Place(County county, Village village) {}
