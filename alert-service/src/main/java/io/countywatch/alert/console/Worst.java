package io.countywatch.alert.console;

import io.countywatch.alert.schedule.Status;
import java.util.Collection;
import java.util.List;

/**
 * A unit stands where its worst plan does. Finer than {@link Status#rank}: of two equal ranks what is known to be behind
 * comes before what nobody knows.
 */
final class Worst {

    /** From the worst on. */
    static final List<Status> ORDER = List.of(
            Status.OVERDUE,
            Status.CRITICAL,
            Status.BEHIND,
            Status.UNKNOWN,
            Status.WATCH,
            Status.ON_TRACK,
            Status.NOT_STARTED,
            Status.DONE_UNVERIFIED,
            Status.VERIFIED);

    private Worst() {}

    /** The worst of some; null of none. */
    static Status of(Collection<Status> statuses) {
        return ORDER.stream().filter(statuses::contains).findFirst().orElse(null);
    }

    /** Whether somebody has to look: WATCH or worse. */
    static boolean isAtRisk(Status status) {
        return status.rank() >= Status.WATCH.rank();
    }
}
