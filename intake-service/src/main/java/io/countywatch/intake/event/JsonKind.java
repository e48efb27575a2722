package io.countywatch.intake.event;

/** Stands for a JSON value that no known attribute or field can have, so its content is of no interest. */
enum JsonKind {
    NULL,
    FRACTION,
    OBJECT
}
