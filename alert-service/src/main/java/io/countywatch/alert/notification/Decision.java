package io.countywatch.alert.notification;

import java.time.Instant;

/** What is to be done about a group. */
public sealed interface Decision {

    /** The receiver is to be told now. */
    record Send(Notification notification, Instant newsAt) implements Decision {}

    /**
     * Not yet.
     *
     * @param due when to look again
     * @param newsAt since when there is something to tell, null if only a repetition is ahead
     */
    record Later(Instant due, Instant newsAt) implements Decision {}

    /** The receiver knows everything, and nothing has to be repeated. */
    record Nothing() implements Decision {}
}
