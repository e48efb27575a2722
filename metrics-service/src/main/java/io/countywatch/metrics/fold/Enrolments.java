package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.SubjectState.Training;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A household's enrolments by their id, immutable. How many there are of each kind goes along, so that what a household adds
 * to the figures, and one more enrolment, cost no look at all the others: an app that makes up a new id with each attempt
 * can give one household many thousands.
 */
public final class Enrolments {

    static final Enrolments NONE = new Enrolments(new String[0], new Training[0], Map.of());

    /** Sorted. */
    private final String[] ids;

    /** At the place of their ids. */
    private final Training[] trainings;

    private final Map<Training, Integer> counts;

    private Enrolments(String[] ids, Training[] trainings, Map<Training, Integer> counts) {
        this.ids = ids;
        this.trainings = trainings;
        this.counts = counts;
    }

    public static Enrolments of(Map<String, Training> enrolments) {
        if (enrolments.isEmpty()) {
            return NONE;
        }
        SortedMap<String, Training> sorted = new TreeMap<>(enrolments);
        Map<Training, Integer> counts = new HashMap<>();
        sorted.values().forEach(training -> counts.merge(training, 1, Integer::sum));
        return new Enrolments(
                sorted.keySet().toArray(String[]::new), sorted.values().toArray(Training[]::new), Map.copyOf(counts));
    }

    /** The same with another state of one. */
    Enrolments with(String id, Training training) {
        int found = Arrays.binarySearch(ids, id);
        Map<Training, Integer> changed = new HashMap<>(counts);
        changed.merge(training, 1, Integer::sum);
        if (found >= 0) {
            changed.computeIfPresent(trainings[found], (any, count) -> count == 1 ? null : count - 1);
            Training[] others = trainings.clone();
            others[found] = training;
            return new Enrolments(ids, others, Map.copyOf(changed));
        }
        int place = -found - 1;
        return new Enrolments(inserted(ids, place, id), inserted(trainings, place, training), Map.copyOf(changed));
    }

    private static <T> T[] inserted(T[] all, int place, T one) {
        T[] more = Arrays.copyOf(all, all.length + 1);
        System.arraycopy(all, place, more, place + 1, all.length - place);
        more[place] = one;
        return more;
    }

    /** How many there are of each kind; none is left out. */
    Map<Training, Integer> counts() {
        return counts;
    }

    /** In the order of the ids. */
    public SortedMap<String, Training> asMap() {
        SortedMap<String, Training> all = new TreeMap<>();
        for (int i = 0; i < ids.length; i++) {
            all.put(ids[i], trainings[i]);
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Enrolments enrolments
                && counts.equals(enrolments.counts)
                && Arrays.equals(ids, enrolments.ids)
                && Arrays.equals(trainings, enrolments.trainings);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(trainings);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
