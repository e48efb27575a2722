package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what fires now with what a receiver was told. Level-triggered: nothing is remembered but what was told, so
 * no change can be missed, and what came and went meanwhile is not told. Pure.
 */
public final class Decider {

    private final Limits limits;

    /** The most that one message holds: alerts, and bytes of them (at least one alert is always in it). */
    public record Limits(int alerts, int bytes) {}

    public Decider(Limits limits) {
        this.limits = limits;
    }

    /** What is new, and what else stands. */
    private record Comparison(List<Notification.Item> news, List<Notification.Item> standing, boolean firing) {}

    /**
     * @param group what the receiver should know
     * @param ledger what it was told
     * @param alerts every alert that the ledger names, as it is now; one that is missing is over
     */
    public Decision decide(Group group, Ledger ledger, Map<String, Current> alerts, Instant now) {
        Comparison compared = compare(group, ledger, alerts, now);
        boolean news = !compared.news().isEmpty();
        if (!news && !remind(group, compared)) {
            return new Decision.Nothing();
        }
        Instant newsAt = !news ? null : ledger.newsAt() == null ? now : ledger.newsAt();
        Instant due = latest(due(group.timing(), ledger, newsAt), ledger.notBefore());
        return due.isAfter(now)
                ? new Decision.Later(due, newsAt)
                : new Decision.Send(notification(group.timing(), ledger, compared), newsAt);
    }

    private static Comparison compare(Group group, Ledger ledger, Map<String, Current> alerts, Instant now) {
        Map<String, Current> here =
                group.alerts().stream().collect(Collectors.toMap(Current::fingerprint, Function.identity()));
        Map<String, Told> told = ledger.told().stream().collect(Collectors.toMap(Told::fingerprint, one -> one));
        List<Notification.Item> news = new ArrayList<>();
        List<Notification.Item> standing = new ArrayList<>();
        Set<String> over = new HashSet<>();
        for (Told one : ledger.told()) {
            Current current = alerts.get(one.alert());
            if (isOver(one, current, here)) {
                over.add(one.fingerprint());
                news.add(new Notification.Item(ended(one, current, now), one.fingerprint(), false));
            }
        }
        here.forEach((fingerprint, current) -> {
            Told before = told.get(fingerprint);
            boolean known = before != null && before.sure() && before.episode() == current.episode();
            if (known && (!current.suppressed() || group.timing().keepsAlive())) {
                standing.add(new Notification.Item(current, fingerprint, true));
            } else if (!known && !current.suppressed()) {
                news.add(new Notification.Item(current, fingerprint, true));
            }
        });
        boolean fires = told.keySet().stream().anyMatch(one -> !over.contains(one))
                || news.stream().anyMatch(Notification.Item::firing);
        // Ends first: if not everything fits, nobody is to be kept running for what is over.
        Comparator<Notification.Item> order = Comparator.comparing(Notification.Item::firing)
                .thenComparing(item -> item.alert().alert())
                .thenComparing(Notification.Item::fingerprint);
        news.sort(order);
        standing.sort(order);
        return new Comparison(news, standing, fires);
    }

    /**
     * What is suppressed is told neither to fire nor to have ended, while it is active. What fires on under other
     * labels, or is told elsewhere now, is over here.
     */
    private static boolean isOver(Told told, Current current, Map<String, Current> here) {
        return current == null
                || !current.isActive()
                || (!current.suppressed() && !here.containsKey(told.fingerprint()));
    }

    private static Current ended(Told told, Current current, Instant now) {
        boolean active = current != null && current.isActive();
        // Not the present instant where it can be helped: a message that is repeated should say the same.
        Instant end = current == null ? now : active ? current.changedAt() : current.endsAt();
        TreeMap<String, String> annotations = new TreeMap<>(current == null ? Map.of() : current.annotations());
        if (active) {
            annotations.put("superseded", "goes on with other labels: " + Labels.text(current.labels()));
        }
        return new Current(
                told.alert(),
                told.labels(),
                annotations,
                told.episode(),
                told.startsAt(),
                end.isBefore(told.startsAt()) ? told.startsAt() : end,
                end,
                false,
                false);
    }

    /** Whether a group without news is told again in time. */
    private static boolean remind(Group group, Comparison compared) {
        return compared.standing().stream()
                .anyMatch(item -> group.timing().keepsAlive()
                        || (!item.alert().suppressed() && !item.alert().taken()));
    }

    private static Instant due(Timing timing, Ledger ledger, Instant newsAt) {
        if (newsAt == null) {
            return ledger.toldAt() == null ? Instant.EPOCH : ledger.toldAt().plus(timing.repeat());
        }
        boolean quietSoFar = ledger.told().isEmpty() || ledger.toldAt() == null;
        return quietSoFar
                ? newsAt.plus(timing.groupWait())
                : latest(newsAt, ledger.toldAt().plus(timing.interval()));
    }

    private static Instant latest(Instant one, Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    private Notification notification(Timing timing, Ledger ledger, Comparison compared) {
        List<Notification.Item> all = new ArrayList<>(compared.news());
        all.addAll(compared.standing());
        // What is not told again would be forgotten: there nothing is left out, and the sender divides it.
        int fitting = timing.keepsAlive() ? all.size() : fitting(all);
        return Notification.of(ledger, all, fitting, fitting < compared.news().size(), compared.firing());
    }

    private int fitting(List<Notification.Item> items) {
        int bytes = 0;
        for (int fitting = 0; fitting < items.size(); fitting++) {
            bytes += items.get(fitting).weight();
            if (fitting == limits.alerts() || (bytes > limits.bytes() && fitting > 0)) {
                return fitting;
            }
        }
        return items.size();
    }
}
