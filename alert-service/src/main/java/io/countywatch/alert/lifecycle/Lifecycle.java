package io.countywatch.alert.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides what a day's verdict changes. Pure: the same log gives the same transitions. */
public final class Lifecycle {

    private Lifecycle() {}

    /** The alert after an evaluation, and what is to be told if anything changed. */
    public record Decision(Alert alert, Optional<Transition> transition) {}

    /**
     * Takes in the verdict of a day. Exactly one evaluation a day counts: another one of the same day replaces it.
     *
     * @throws IllegalArgumentException if the day lies before the latest evaluated one
     */
    public static Decision evaluate(Alert alert, LocalDate day, Verdict verdict, Policy policy) {
        return evaluate(alert, new TreeMap<>(Map.of(day, verdict)), policy);
    }

    /**
     * Takes in the verdicts of several days, the last of which is the latest there is. The earlier ones replace what
     * was made of these days before: late data have restated them.
     *
     * @param verdicts of every evaluated day from the first restated one on
     * @throws IllegalArgumentException if the last day lies before the latest evaluated one, or the first so early that
     *     nobody remembers what was before it
     */
    public static Decision evaluate(Alert alert, SortedMap<LocalDate, Verdict> verdicts, Policy policy) {
        LocalDate first = verdicts.firstKey();
        LocalDate day = verdicts.lastKey();
        if (alert.day() != null && day.isBefore(alert.day())) {
            throw new IllegalArgumentException(alert.id() + ": " + day + " was evaluated already");
        }
        if (!alert.remembers(first)) {
            throw new IllegalArgumentException(alert.id() + ": nobody remembers what was before " + first);
        }
        boolean again = alert.day() != null && !first.isAfter(alert.day());
        Memory before = alert.before(first);
        List<Past> past = new ArrayList<>(alert.past());
        if (alert.day() != null) {
            past.add(new Past(alert.day(), alert.now()));
        }
        past.removeIf(one -> !one.day().isBefore(first));
        Memory next = before;
        boolean fired = before.state().isActive();
        for (Map.Entry<LocalDate, Verdict> one : verdicts.entrySet()) {
            next = Step.of(next, one.getKey(), one.getValue(), policy);
            fired |= next.state().isActive();
            if (!one.getKey().equals(day)) {
                past.add(new Past(one.getKey(), next));
            }
        }
        if (again && !next.state().isActive()) {
            boolean endedSince = alert.now().state() == State.RESOLVED && before.state() != State.RESOLVED;
            if ((alert.now().state().isActive() || endedSince) && !fired) {
                next = retracted(alert.now(), next, day);
            } else if (alert.now().state() == State.RETRACTED) {
                next = stillRetracted(alert.now(), next);
            } else if (alert.now().state().isActive() && !next.state().isEnd()) {
                next = ended(next);
            }
        }
        if (next.severity() == null) {
            // Taken back to where nothing was ever raised: what is told of it still needs the severity that was.
            next = next.with(alert.now().severity());
        }
        boolean changed = next.state() != alert.now().state()
                || (next.state().isActive() && next.severity() != alert.now().severity());
        long sequence = alert.sequence() + (changed ? 1 : 0);
        List<Past> remembered = past.subList(Math.max(0, past.size() - Alert.REMEMBERED), past.size());
        Alert after = new Alert(alert.id(), next, remembered, day, sequence);
        // An alert that was never raised is not remembered: several days at once are a revision all the same.
        LocalDate revisedFrom = again || verdicts.size() > 1 ? first : null;
        return new Decision(after, changed ? Optional.of(transition(alert, after, revisedFrom)) : Optional.empty());
    }

    /** Takes in a verdict that goes by the wall clock: every one counts, and nothing is replaced. */
    public static Decision advance(Alert alert, LocalDate day, Verdict verdict, Policy policy) {
        Alert earlier = new Alert(alert.id(), alert.now(), List.of(), null, alert.sequence());
        return evaluate(earlier, day, verdict, policy);
    }

    private static Transition transition(Alert from, Alert to, LocalDate revisedFrom) {
        return new Transition(
                to.id(),
                to.sequence(),
                to.now().episode(),
                to.day(),
                from.now().state(),
                to.now().state(),
                from.now().severity(),
                to.now().severity(),
                revisedFrom);
    }

    private static Memory retracted(Memory told, Memory next, LocalDate day) {
        return new Memory(
                State.RETRACTED,
                told.severity(),
                told.episode(),
                told.since(),
                State.RETRACTED,
                day,
                next.raising(),
                0,
                0,
                next.data());
    }

    /**
     * It ended in the restated days, and was perhaps raised again since or forgotten: the end is told first, what counts
     * towards firing stays.
     */
    private static Memory ended(Memory next) {
        // More than the days of an episode may lie between: then nothing of the old one is remembered but that it
        // ended.
        return new Memory(
                next.ended() == null ? State.RESOLVED : next.ended(),
                next.severity(),
                next.episode(),
                next.since(),
                next.ended(),
                next.endedOn(),
                next.raising(),
                0,
                0,
                next.data());
    }

    /** It was taken back before and is still not true: it stays taken back, and what begins anew is remembered. */
    private static Memory stillRetracted(Memory told, Memory next) {
        boolean pending = next.state() == State.PENDING;
        return new Memory(
                pending ? State.PENDING : State.RETRACTED,
                pending ? next.severity() : told.severity(),
                told.episode(),
                pending ? next.since() : told.since(),
                State.RETRACTED,
                told.endedOn(),
                next.raising(),
                0,
                0,
                next.data());
    }
}
