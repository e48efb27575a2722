package io.countywatch.metrics.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

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
        return ledger(events, Instant.MIN);
    }

    /**
     * What a subject's ledger gains by events: that of all without that of those before. What was recorded before any of
     * the added ones is the same in both and is not looked at: so what comes late costs one look at each event of the
     * subject, and not one for each instant at which something was recorded.
     *
     * @param before in any order, as {@code added}; each once
     */
    public static Changes<Entry> gained(Collection<Event> before, Collection<Event> added) {
        Instant since = added.stream()
                .map(event -> event.stamp().recorded())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        List<Event> all = new ArrayList<>(before);
        all.addAll(added);
        Changes<Entry> gained = ledger(all, since);
        gained.removeAll(ledger(before, since));
        return gained;
    }

    private static Changes<Entry> ledger(Collection<Event> events, Instant since) {
        boolean nothing =
                events.stream().allMatch(event -> event.stamp().recorded().isBefore(since));
        return nothing ? new Changes<>() : LedgerPass.over(ordered(events), since);
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
                (figure, count) -> ledger.add(
                        new Entry(figure, event.effective(), event.stamp().recorded()), count));
        return after;
    }

    /** contribution(after) − contribution(before), from the event's day on; and the event as a report of its place. */
    static void step(SubjectState before, SubjectState after, Event event, BiConsumer<Figure, Count> to) {
        if (before != after) {
            Contribution.of(before, (figure, count) -> to.accept(figure, count.negated()));
            Contribution.of(after, to);
        }
        to.accept(Report.of(after, event), Report.ONE);
    }

    private static List<Event> ordered(Collection<Event> events) {
        List<Event> ordered = new ArrayList<>(events);
        ordered.sort(ORDER);
        return ordered;
    }
}
