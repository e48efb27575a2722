package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.SortedMap;

/**
 * An alert that a receiver was told to be firing.
 *
 * @param sure false while nobody knows what the receiver believes: an attempt to tell it that the alert fires, or that
 *     it has ended, went out and its answer never came
 */
public record Told(
        String fingerprint,
        String alert,
        SortedMap<String, String> labels,
        int episode,
        Instant startsAt,
        boolean sure) {

    /** As it is told of a firing alert. */
    static Told of(Current alert) {
        return new Told(alert.fingerprint(), alert.alert(), alert.labels(), alert.episode(), alert.startsAt(), true);
    }

    Told unsure() {
        return new Told(fingerprint, alert, labels, episode, startsAt, false);
    }
}
