package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a receiver does not know an alert, or not yet. Pure.
 *
 * @param receiver null where no route takes the alert
 * @param until when it will be told at the earliest; null where that does not depend on time
 */
public record Untold(String receiver, Because because, Instant until) {

    /** The reasons. */
    public enum Because {
        /** Only what fires is told: it is pending, or over before anybody was told. */
        NOT_ACTIVE,
        /** No route of the rules takes it. */
        NO_ROUTE,
        /** It is silenced, inhibited or flapping. */
        SUPPRESSED,
        /** Its group is gathering after its first news. */
        WAIT,
        /** Its group was told something a short while ago. */
        INTERVAL,
        /** An attempt failed, or its answer was lost. */
        RETRY,
        /** It is about to be told. */
        DUE
    }

    /** Of an alert that no receiver is told of, whoever it is. */
    public static Untold of(Because because) {
        return new Untold(null, because, null);
    }

    /**
     * Why the receiver of a group does not know an alert of it.
     *
     * @param decision about the group, as it is made now
     * @return empty if it does
     */
    public static Optional<Untold> of(Group group, Ledger ledger, Current alert, Decision decision) {
        boolean known = ledger.told().stream()
                .anyMatch(told -> told.sure()
                        && told.fingerprint().equals(alert.fingerprint())
                        && told.episode() == alert.episode());
        if (known) {
            return Optional.empty();
        }
        if (alert.suppressed()) {
            return Optional.of(new Untold(group.receiver(), Because.SUPPRESSED, null));
        }
        return Optional.of(ofEnd(ledger, decision));
    }

    /** Why a receiver that was told of an alert has not been told of its end yet. */
    public static Untold ofEnd(Ledger ledger, Decision decision) {
        if (!(decision instanceof Decision.Later later)) {
            return new Untold(ledger.receiver(), Because.DUE, null);
        }
        boolean failed = ledger.notBefore() != null && !later.due().isAfter(ledger.notBefore());
        boolean quiet = ledger.told().isEmpty() || ledger.toldAt() == null;
        return new Untold(
                ledger.receiver(), failed ? Because.RETRY : quiet ? Because.WAIT : Because.INTERVAL, later.due());
    }
}
