package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.Retracted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events of a subject count: those that no retraction takes back that itself counts. Independent of order and
 * arrival: first what nobody takes back counts, then what those take back does not, and so on. Retractions that take back
 * one another in a circle take back nothing, and count for nothing. Each event is looked at a few times, however many
 * there are.
 */
final class Retractions {

    /** Retractions, and of their targets those that are there, by what takes them back. */
    private final Map<Retracted, Event> concerned = new HashMap<>();

    /** How many take something back. */
    private final Map<Retracted, Integer> against = new HashMap<>();

    private Retractions(Collection<Event> events) {
        for (Event event : events) {
            if (event.fact() instanceof Retracted retracted) {
                against.merge(retracted, 1, Integer::sum);
            }
        }
        if (!against.isEmpty()) {
            for (Event event : events) {
                if (event.isRetraction() || against.containsKey(event.takenBackBy())) {
                    concerned.put(event.takenBackBy(), event);
                }
            }
        }
    }

    /** Events that count, in the given order. */
    static List<Event> effective(List<Event> events) {
        Set<Event> out = out(events);
        return out.isEmpty()
                ? events
                : events.stream().filter(event -> !out.contains(event)).toList();
    }

    /** Events that have anything to do with a retraction: all others count, whatever else is known. */
    static List<Event> concerned(Collection<Event> events) {
        return new ArrayList<>(new Retractions(events).concerned.values());
    }

    /** Events that do not count. */
    static Set<Event> out(Collection<Event> events) {
        return new Retractions(events).decide();
    }

    private Set<Event> decide() {
        Map<Event, Integer> open = new HashMap<>();
        Deque<Event> counting = new ArrayDeque<>();
        concerned.forEach((takenBackBy, event) -> {
            int number = against.getOrDefault(takenBackBy, 0);
            if (number == 0) {
                counting.add(event);
            } else {
                open.put(event, number);
            }
        });
        Set<Event> out = new HashSet<>();
        while (!counting.isEmpty()) {
            Event target = target(counting.remove());
            if (target != null && open.remove(target) != null) {
                out.add(target);
                // One less is against what that took back, if it was one itself.
                Event freed = target(target);
                if (freed != null && open.containsKey(freed) && open.merge(freed, -1, Integer::sum) == 0) {
                    open.remove(freed);
                    counting.add(freed);
                }
            }
        }
        // Undecided: in a circle, or taken back by such a one only.
        open.keySet().stream().filter(Event::isRetraction).forEach(out::add);
        return out;
    }

    private Event target(Event event) {
        return event.fact() instanceof Retracted retracted ? concerned.get(retracted) : null;
    }
}
