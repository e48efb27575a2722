package io.countywatch.metrics.fold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which events of a subject count: those that no retraction takes back that itself counts. */
final class Retractions {

    private Retractions() {}

    /**
     * Events that count, in the given order. Independent of order and arrival: first what nobody takes back counts, then
     * what those take back does not, and so on. Retractions that take back one another in a circle take back nothing, and
     * count for nothing.
     */
    static List<Event> effective(List<Event> events) {
        if (events.stream().noneMatch(Event::isRetraction)) {
            return events;
        }
        Set<Event> in = new HashSet<>();
        Set<Event> out = new HashSet<>();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Event event : events) {
                if (!in.contains(event) && !out.contains(event)) {
                    List<Event> against = events.stream()
                            .filter(other -> other.retracts(event))
                            .toList();
                    if (out.containsAll(against)) {
                        changed |= in.add(event);
                    } else if (against.stream().anyMatch(in::contains)) {
                        changed |= out.add(event);
                    }
                }
            }
        }
        List<Event> effective = new ArrayList<>();
        for (Event event : events) {
            boolean undecided = !in.contains(event) && !out.contains(event);
            if (in.contains(event) || undecided && !event.isRetraction()) {
                effective.add(event);
            }
        }
        return effective;
    }
}
