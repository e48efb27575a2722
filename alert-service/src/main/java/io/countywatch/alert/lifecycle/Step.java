package io.countywatch.alert.lifecycle;

import java.time.LocalDate;

/** One step of the state machine: what an alert remembers after the next day's verdict. Pure. */
final class Step {

    private Step() {}

    /** @param m as it was after the day before */
    static Memory of(Memory m, LocalDate day, Verdict verdict, Policy policy) {
        if (verdict instanceof Verdict.NoData none) {
            return m.with(none.why());
        }
        Memory seen = m.with(verdict instanceof Verdict.Raise raise ? raise.data() : DataState.OK);
        if (verdict instanceof Verdict.Withdrawn) {
            return seen.state().isActive() ? resolved(seen, day) : clearQuiet(seen);
        }
        if (verdict instanceof Verdict.Raise raise) {
            return seen.state().isActive() ? raiseActive(seen, raise, policy) : raiseQuiet(seen, day, raise, policy);
        }
        if (verdict instanceof Verdict.Clear) {
            return seen.state().isActive() ? clearActive(seen, day, policy) : clearQuiet(seen);
        }
        return seen.state().isActive() ? seen : betweenQuiet(seen);
    }

    private static Memory raiseQuiet(Memory m, LocalDate day, Verdict.Raise raise, Policy policy) {
        boolean counting = m.state() == State.PENDING && m.raising() > 0;
        boolean continues =
                m.endedOn() != null && (counting || !day.isAfter(m.endedOn().plusDays(policy.sameEpisodeDays())));
        LocalDate since = counting || continues ? m.since() : day;
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

    /** Raising evaluations count in a row: one that does not raise begins the count anew, and tells nobody. */
    private static Memory betweenQuiet(Memory m) {
        return new Memory(m.state(), m.severity(), m.episode(), m.since(), m.ended(), m.endedOn(), 0, 0, 0, m.data());
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
        // Silence freezes: it may be worse than what is certain, so nothing falls by it.
        boolean frozen = compared < 0 && raise.data() == DataState.SILENT;
        int falling = frozen ? m.falling() : compared < 0 ? m.falling() + 1 : 0;
        boolean falls = !frozen && falling >= policy.severityFallsAfter();
        Severity severity = compared > 0 || falls ? raise.severity() : m.severity();
        return new Memory(
                State.FIRING, severity, m.episode(), m.since(), null, null, 0, 0, falls ? 0 : falling, m.data());
    }

    private static Memory clearActive(Memory m, LocalDate day, Policy policy) {
        int clearing = m.clearing() + 1;
        if (clearing >= policy.clearAfter()) {
            return resolved(m, day);
        }
        return new Memory(
                State.RECOVERING, m.severity(), m.episode(), m.since(), null, null, 0, clearing, m.falling(), m.data());
    }

    private static Memory resolved(Memory m, LocalDate day) {
        return new Memory(State.RESOLVED, m.severity(), m.episode(), m.since(), State.RESOLVED, day, 0, 0, 0, m.data());
    }
}
