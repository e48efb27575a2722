package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a receiver was told about a group, as it is kept.
 *
 * @param labels of the group
 * @param sequence number of the next notification, or of the one that was tried
 * @param tried content of the notification that was tried and not acknowledged, null if there is none
 * @param toldAt when it acknowledged the last one, null if never
 * @param newsAt since when there is something that it does not know, null if it knows everything
 * @param notBefore until when not to try again after a failure, null if nothing failed
 * @param attempts failures in a row
 */
public record Ledger(
        String receiver,
        String route,
        SortedMap<String, String> labels,
        List<Told> told,
        long sequence,
        String tried,
        Instant toldAt,
        Instant newsAt,
        Instant notBefore,
        int attempts) {

    /** A group of which the receiver was never told. */
    public static Ledger fresh(Group group) {
        return new Ledger(group.receiver(), group.route(), group.labels(), List.of(), 0, null, null, null, null, 0);
    }

    /** The group's key. */
    public String key() {
        return Group.key(route, labels);
    }

    /** From the moment an attempt begins until its answer is known, the receiver may know either. */
    public Ledger attempting(Notification notification) {
        Map<String, Told> known = byFingerprint();
        for (Notification.Item item : notification.items()) {
            if (item.firing()) {
                known.put(item.fingerprint(), Told.of(item.alert()).unsure());
            } else {
                known.computeIfPresent(item.fingerprint(), (name, told) -> told.unsure());
            }
        }
        return with(known, notification.sequence(), notification.content(), toldAt, newsAt, notBefore, attempts);
    }

    /** The receiver has it. */
    public Ledger acknowledged(Notification notification, Instant at) {
        Map<String, Told> known = byFingerprint();
        for (Notification.Item item : notification.items()) {
            if (item.firing()) {
                known.put(item.fingerprint(), Told.of(item.alert()));
            } else {
                known.remove(item.fingerprint());
            }
        }
        boolean more = notification.more();
        return with(known, notification.sequence() + 1, null, more ? toldAt : at, more ? newsAt : null, null, 0);
    }

    /** The attempt failed; what the receiver knows stands in {@link #told()} already. */
    public Ledger failed(Instant tryAgainAt) {
        return with(byFingerprint(), sequence, tried, toldAt, newsAt, tryAgainAt, attempts + 1);
    }

    /** Since when there is something that the receiver does not know. */
    public Ledger news(Instant at) {
        return new Ledger(receiver, route, labels, told, sequence, tried, toldAt, at, notBefore, attempts);
    }

    private Map<String, Told> byFingerprint() {
        Map<String, Told> known = new LinkedHashMap<>();
        told.forEach(one -> known.put(one.fingerprint(), one));
        return known;
    }

    private Ledger with(
            Map<String, Told> known,
            long number,
            String content,
            Instant at,
            Instant news,
            Instant tryAgainAt,
            int failures) {
        List<Told> sorted = new ArrayList<>(known.values());
        sorted.sort(Comparator.comparing(Told::alert).thenComparing(Told::fingerprint));
        return new Ledger(receiver, route, labels, sorted, number, content, at, news, tryAgainAt, failures);
    }
}
