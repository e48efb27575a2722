package io.countywatch.metrics.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The whole of a subject from its events: state and ledger are functions of the <em>set</em> of events, so no order of
 * arrival, duplication, batch or crash can change them.
 */
public final class Fold {

    private static final Comparator<Event> ORDER = Comparator.comparing(Event::stamp);

    private Fold() {}

    /** State after all of a subject's events, given in any order. */
    public static SubjectState state(Collection<Event> events) {
        SubjectState state = SubjectState.NONE;
        for (Event event : Retractions.effective(ordered(events))) {
            state = Evolve.evolve(state, event);
        }
        return state;
    }

    /**
     * Ledger of a subject: its timeline as known at each instant something was recorded, each as the difference from the
     * one before. So the sum of entries recorded up to K is the timeline of what was recorded up to K.
     */
    public static Changes<Entry> ledger(Collection<Event> events) {
        List<Event> ordered = ordered(events);
        Changes<Entry> ledger = new Changes<>();
        Changes<Dated> known = new Changes<>();
        for (Instant recorded : new TreeSet<>(
                ordered.stream().map(event -> event.stamp().recorded()).toList())) {
            Changes<Dated> timeline = timeline(ordered.stream()
                    .filter(event -> !event.stamp().recorded().isAfter(recorded))
                    .toList());
            timeline.forEach((dated, count) -> ledger.add(dated.recorded(recorded), count));
            known.forEach((dated, count) -> ledger.add(dated.recorded(recorded), count.negated()));
            known = timeline;
        }
        return ledger;
    }

    /**
     * The step of an event that is the newest of its subject in both orders and has nothing to do with a retraction: the
     * same ledger entries as {@link #ledger} would gain, without reading the subject's events.
     *
     * @return the state after it
     */
    public static SubjectState next(SubjectState state, Event event, Changes<Entry> ledger) {
        SubjectState after = Evolve.evolve(state, event);
        step(
                state,
                after,
                event,
                (dated, count) -> ledger.add(dated.recorded(event.stamp().recorded()), count));
        return after;
    }

    private static Changes<Dated> timeline(List<Event> ordered) {
        Changes<Dated> timeline = new Changes<>();
        SubjectState state = SubjectState.NONE;
        for (Event event : Retractions.effective(ordered)) {
            SubjectState after = Evolve.evolve(state, event);
            step(state, after, event, timeline::add);
            state = after;
        }
        return timeline;
    }

    /** contribution(after) − contribution(before), from the event's day on; and the event as a report of its place. */
    private static void step(
            SubjectState before, SubjectState after, Event event, java.util.function.BiConsumer<Dated, Count> to) {
        LocalDate day = event.effective();
        if (before != after) {
            Contribution.of(before, (figure, count) -> to.accept(new Dated(figure, day), count.negated()));
            Contribution.of(after, (figure, count) -> to.accept(new Dated(figure, day), count));
        }
        to.accept(new Dated(Report.of(after, event), day), Report.ONE);
    }

    private static List<Event> ordered(Collection<Event> events) {
        List<Event> ordered = new ArrayList<>(events);
        ordered.sort(ORDER);
        return ordered;
    }

    private record Dated(Figure figure, LocalDate day) {
        Entry recorded(Instant recorded) {
            return new Entry(figure, day, recorded);
        }
    }
}
