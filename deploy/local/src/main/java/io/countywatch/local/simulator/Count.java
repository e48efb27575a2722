package io.countywatch.local.simulator;

/** Subjects (households, enrolments, items) and persons of a figure. */
public record Count(long subjects, long persons) {

    static final Count ZERO = new Count(0, 0);

    Count plus(long moreSubjects, long morePersons) {
        return new Count(subjects + moreSubjects, persons + morePersons);
    }

    boolean zero() {
        return subjects == 0 && persons == 0;
    }
}
