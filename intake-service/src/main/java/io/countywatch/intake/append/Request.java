package io.countywatch.intake.append;

import io.countywatch.intake.event.Receipt;

/** The HTTP request that items came in, for the records that name it. */
public record Request(String id, Receipt receipt, RequestTrace trace) {}
