package io.countywatch.metrics.fold;

/** A signed count of subjects (households, items) and of persons (or weight). */
public record Count(long subjects, long persons) {

    public static final Count ZERO = new Count(0, 0);

    public Count plus(Count other) {
        return new Count(subjects + other.subjects, persons + other.persons);
    }

    public Count negated() {
        return new Count(-subjects, -persons);
    }

    public boolean zero() {
        return subjects == 0 && persons == 0;
    }
}
