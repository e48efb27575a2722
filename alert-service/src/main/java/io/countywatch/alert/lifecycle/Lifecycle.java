package io.countywatch.alert.lifecycle;

import java.time.LocalDate;
import java.util.Optional;

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
        if (alert.day() != null && day.isBefore(alert.day())) {
            throw new IllegalArgumentException(alert.id() + ": " + day + " was evaluated already");
        }
        boolean again = day.equals(alert.day());
        Memory before = again ? alert.before() : alert.now();
        Memory next = step(before, day, verdict, policy);
        if (again
                && alert.now().state().isActive()
                && !before.state().isActive()
                && !next.state().isActive()) {
            next = retracted(alert.now(), next, day);
        } else if (again
                && alert.now().state() == State.RETRACTED
                && !next.state().isActive()) {
            // It was taken back earlier the same day and is still not true: it stays taken back.
            next = alert.now();
        }
        boolean changed = next.state() != alert.now().state()
                || (next.state().isActive() && next.severity() != alert.now().severity());
        long sequence = alert.sequence() + (changed ? 1 : 0);
        Alert after = new Alert(alert.id(), next, before, day, sequence);
        return new Decision(after, changed ? Optional.of(transition(alert, after, again)) : Optional.empty());
    }

    /** Takes in a verdict that goes by the wall clock: every one counts, and nothing is replaced. */
    public static Decision advance(Alert alert, LocalDate day, Verdict verdict, Policy policy) {
        LocalDate dayBefore = alert.day() == null || day.isBefore(alert.day())
                ? null
                : alert.day().minusDays(1);
        Alert earlier = new Alert(alert.id(), alert.now(), alert.before(), dayBefore, alert.sequence());
        return evaluate(earlier, day, verdict, policy);
    }

    private static Transition transition(Alert from, Alert to, boolean revised) {
        return new Transition(
                to.id(),
                to.sequence(),
                to.now().episode(),
                to.day(),
                from.now().state(),
                to.now().state(),
                from.now().severity(),
                to.now().severity(),
                revised);
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

    static Memory step(Memory m, LocalDate day, Verdict verdict, Policy policy) {
        if (verdict instanceof Verdict.NoData none) {
            return m.with(none.why());
        }
        Memory seen = m.with(DataState.OK);
        if (verdict instanceof Verdict.Raise raise) {
            return seen.state().isActive() ? raiseActive(seen, raise, policy) : raiseQuiet(seen, day, raise, policy);
        }
        if (verdict instanceof Verdict.Clear) {
            return seen.state().isActive() ? clearActive(seen, day, policy) : clearQuiet(seen);
        }
        return seen;
    }

    private static Memory raiseQuiet(Memory m, LocalDate day, Verdict.Raise raise, Policy policy) {
        boolean pending = m.state() == State.PENDING;
        boolean continues =
                m.endedOn() != null && (pending || !day.isAfter(m.endedOn().plusDays(policy.sameEpisodeDays())));
        LocalDate since = pending || continues ? m.since() : day;
        int raising = m.raising() + 1;
        if (raise.atOnce() || raising >= policy.raiseAfter()) {
            int episode = continues ? m.episode() : m.episode() + 1;
            return new Memory(State.FIRING, raise.severity(), episode, since, null, null, 0, 0, 0, m.data());
        }
        return new Memory(
                State.PENDING,
                raise.severity(),
                m.episode(),
                since,
                continues ? m.ended() : null,
                continues ? m.endedOn() : null,
                raising,
                0,
                0,
                m.data());
    }

    private static Memory clearQuiet(Memory m) {
        if (m.state() != State.PENDING) {
            return new Memory(
                    m.state(), m.severity(), m.episode(), m.since(), m.ended(), m.endedOn(), 0, 0, 0, m.data());
        }
        return m.ended() == null
                ? new Memory(State.INACTIVE, m.severity(), m.episode(), m.since(), null, null, 0, 0, 0, m.data())
                : new Memory(
                        m.ended(), m.severity(), m.episode(), m.since(), m.ended(), m.endedOn(), 0, 0, 0, m.data());
    }

    private static Memory raiseActive(Memory m, Verdict.Raise raise, Policy policy) {
        int compared = raise.severity().compareTo(m.severity());
        int falling = compared < 0 ? m.falling() + 1 : 0;
        boolean falls = falling >= policy.severityFallsAfter();
        Severity severity = compared > 0 || falls ? raise.severity() : m.severity();
        return new Memory(
                State.FIRING, severity, m.episode(), m.since(), null, null, 0, 0, falls ? 0 : falling, m.data());
    }

    private static Memory clearActive(Memory m, LocalDate day, Policy policy) {
        int clearing = m.clearing() + 1;
        if (clearing >= policy.clearAfter()) {
            return new Memory(
                    State.RESOLVED, m.severity(), m.episode(), m.since(), State.RESOLVED, day, 0, 0, 0, m.data());
        }
        return new Memory(
                State.RECOVERING, m.severity(), m.episode(), m.since(), null, null, 0, clearing, m.falling(), m.data());
    }
}
