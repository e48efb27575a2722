package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.SortedMap;

/**
 * An alert as it stands now, as receivers would see it.
 *
 * @param labels identify it for a receiver: with another severity it is another alert there
 * @param episode tells one firing from the next
 * @param startsAt start of the first day of the episode
 * @param endsAt when it ended; null while it is active
 * @param changedAt when its latest transition was decided
 * @param suppressed whether it is silenced, inhibited or flapping: then it is not news, but its end is
 * @param taken whether somebody has taken it on: then nobody is reminded of it
 */
public record Current(
        String alert,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        int episode,
        Instant startsAt,
        Instant endsAt,
        Instant changedAt,
        boolean suppressed,
        boolean taken) {

    boolean isActive() {
        return endsAt == null;
    }

    String fingerprint() {
        return Fingerprint.of(labels);
    }

    String label(String name) {
        return labels.get(name);
    }
}
