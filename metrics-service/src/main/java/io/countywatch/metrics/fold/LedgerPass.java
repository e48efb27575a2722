package io.countywatch.metrics.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a subject's ledger holds from an instant on, in one pass over its events in their total order. Beside each event go
 * the states before it, as known at every instant at which something was recorded; instants that know the same share one.
 * Mostly all soon do, since what comes next says most things anew: so the pass costs little more than one fold, and not one
 * for every instant.
 */
final class LedgerPass {

    /** Of events that retractions have to do with; all others count from their receipt on. */
    private final Map<Event, List<Integer>> turns;

    /** Ascending; the first stands for everything recorded before. */
    private final List<Instant> instants = new ArrayList<>();

    private final Changes<Entry> ledger = new Changes<>();

    /** From the first instant on, without holes. */
    private List<Known> known = List.of(new Known(0, SubjectState.NONE));

    private LedgerPass(List<Event> events, Instant since) {
        TreeSet<Instant> recorded = new TreeSet<>();
        events.forEach(event -> recorded.add(event.stamp().recorded()));
        instants.add(Instant.MIN);
        instants.addAll(recorded.tailSet(since));
        turns = turns(Retractions.concerned(events));
    }

    /**
     * @param events all of the subject, in their total order
     * @param since entries recorded before are left out
     */
    static Changes<Entry> over(List<Event> events, Instant since) {
        LedgerPass pass = new LedgerPass(events, since);
        for (Event event : events) {
            List<Integer> turns = pass.turns.get(event);
            pass.next(event, turns != null ? turns : List.of(pass.knownFrom(event)));
        }
        return pass.ledger;
    }

    /** State before an event as known from an instant on, up to the next one. */
    private record Known(int from, SubjectState state) {}

    /** What an event does as known at some instant. */
    private record Step(SubjectState before, SubjectState after, boolean counts) {}

    /** @param turns instants from which on the event counts, then does not, and so on */
    private void next(Event event, List<Integer> turns) {
        List<Known> after = new ArrayList<>(known.size() + turns.size());
        Step last = null;
        int piece = 0;
        int turn = 0;
        int from = 0;
        while (from < instants.size()) {
            int end = instants.size();
            if (piece + 1 < known.size()) {
                end = Math.min(end, known.get(piece + 1).from());
            }
            if (turn < turns.size() && turns.get(turn) == from) {
                turn++;
            }
            if (turn < turns.size()) {
                end = Math.min(end, turns.get(turn));
            }
            SubjectState before = known.get(piece).state();
            boolean counts = turn % 2 == 1;
            Step step = new Step(before, counts ? Evolve.evolve(before, event) : before, counts);
            if (last != null) {
                // What is known at an instant, without what was known at the one before.
                enter(event, step, instants.get(from), UnaryOperator.identity());
                enter(event, last, instants.get(from), Count::negated);
            }
            if (after.isEmpty() || !after.get(after.size() - 1).state().equals(step.after())) {
                after.add(new Known(from, step.after()));
            }
            last = step;
            from = end;
            if (piece + 1 < known.size() && known.get(piece + 1).from() == from) {
                piece++;
            }
        }
        known = after;
    }

    private void enter(Event event, Step step, Instant recorded, UnaryOperator<Count> sign) {
        if (step.counts()) {
            Fold.step(
                    step.before(),
                    step.after(),
                    event,
                    (figure, count) -> ledger.add(new Entry(figure, event.effective(), recorded), sign.apply(count)));
        }
    }

    private int knownFrom(Event event) {
        int found = Collections.binarySearch(instants, event.stamp().recorded());
        return found >= 0 ? found : 0; // recorded before those that are looked at
    }

    /** With each of them that comes the verdict on the others may be another. */
    private Map<Event, List<Integer>> turns(List<Event> concerned) {
        Map<Event, List<Integer>> all = new HashMap<>();
        TreeSet<Integer> looks = new TreeSet<>();
        concerned.forEach(event -> {
            looks.add(knownFrom(event));
            all.put(event, new ArrayList<>());
        });
        for (int look : looks) {
            List<Event> sofar =
                    concerned.stream().filter(event -> knownFrom(event) <= look).toList();
            Set<Event> out = Retractions.out(sofar);
            for (Event event : sofar) {
                List<Integer> turns = all.get(event);
                boolean counted = turns.size() % 2 == 1;
                if (counted == out.contains(event)) {
                    turns.add(look);
                }
            }
        }
        return all;
    }
}
