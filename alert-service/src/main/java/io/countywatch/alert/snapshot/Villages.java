package io.countywatch.alert.snapshot;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The newest figures of every village. Only changed villages are published, so a village's latest figures hold for
 * every later day until newer ones come. Safe for many threads.
 */
public final class Villages {

    private final Set<String> villages;
    private final Map<String, VillageFigures> newest = new HashMap<>();
    // Figures that are older than the newest of their village and still asked for: while days are evaluated in order,
    // the topic may be ahead. Empty for most villages most of the time.
    private final Map<String, NavigableMap<LocalDate, VillageFigures>> older = new HashMap<>();
    private final boolean running;
    private LocalDate from = LocalDate.MIN;
    private long version;

    private Villages(Set<String> villages, boolean running) {
        this.villages = Set.copyOf(villages);
        this.running = running;
    }

    /**
     * For figures of days that are over, as in a replay.
     *
     * @param villages every village of the campaign; figures of others are dropped
     */
    public Villages(Set<String> villages) {
        this(villages, false);
    }

    /**
     * For figures of the running day, as by the clock on the wall: those of the day after say what has come for a day since it
     * was over, which is the one that is evaluated.
     */
    public static Villages ofRunningDays(Set<String> villages) {
        return new Villages(villages, true);
    }

    /** Takes figures in; those that are not newer than the village's last are dropped. */
    public synchronized Snapshots.Outcome accept(VillageFigures figures) {
        if (!villages.contains(figures.village())) {
            return Snapshots.Outcome.UNKNOWN_UNIT;
        }
        VillageFigures last = newest.get(figures.village());
        if (last != null && !isNewer(figures, last)) {
            return Snapshots.Outcome.NOT_NEWER;
        }
        newest.put(figures.village(), figures);
        if (last != null && last.day().isBefore(figures.day()) && figures.day().isAfter(from)) {
            older.computeIfAbsent(figures.village(), village -> new TreeMap<>()).put(last.day(), last);
        }
        if (running) {
            figures.dayBefore().ifPresent(this::takeDayBefore);
        }
        version++;
        return Snapshots.Outcome.TAKEN;
    }

    /** What was kept of a publication may be what it said of the day before: then its own day is still news. */
    private static boolean isNewer(VillageFigures figures, VillageFigures last) {
        return figures.revision() > last.revision()
                || figures.revision() == last.revision() && figures.day().isAfter(last.day());
    }

    /** Only what is new: each further event of the running day comes with the same days before. */
    private void takeDayBefore(VillageFigures before) {
        if (before.day().isBefore(from)) {
            return;
        }
        NavigableMap<LocalDate, VillageFigures> days =
                older.computeIfAbsent(before.village(), village -> new TreeMap<>());
        VillageFigures known = days.get(before.day());
        if (known == null || !known.saysTheSame(before)) {
            days.put(before.day(), before);
        }
    }

    /** Takes back what was kept at an evaluation, whatever the topic has told since. */
    public synchronized void restore(VillageFigures kept) {
        VillageFigures last = newest.putIfAbsent(kept.village(), kept);
        if (last != null && kept.revision() > last.revision()) {
            newest.put(kept.village(), kept); // the topic is still being read from its start
        } else if (last != null && kept.day().isBefore(last.day())) {
            // What the topic has told of that day since is newer.
            older.computeIfAbsent(kept.village(), village -> new TreeMap<>())
                    .merge(kept.day(), kept, (told, used) -> told.revision() > used.revision() ? told : used);
        }
    }

    /** Rises whenever figures were taken in. */
    public synchronized long version() {
        return version;
    }

    /** What every village had at the end of a day; a village that nothing is known of by then is absent. */
    public synchronized Map<String, VillageFigures> of(LocalDate day) {
        Map<String, VillageFigures> figures = new HashMap<>(newest);
        older.forEach((village, days) -> {
            if (newest.get(village).day().isAfter(day)) {
                Map.Entry<LocalDate, VillageFigures> then = days.floorEntry(day);
                if (then == null) {
                    figures.remove(village);
                } else {
                    figures.put(village, then.getValue());
                }
            }
        });
        figures.values().removeIf(one -> one.day().isAfter(day));
        return figures;
    }

    /** Forgets what is needed only for days before one. */
    public synchronized void forgetBefore(LocalDate day) {
        from = day;
        older.entrySet().removeIf(entry -> {
            NavigableMap<LocalDate, VillageFigures> days = entry.getValue();
            if (!newest.get(entry.getKey()).day().isAfter(day)) {
                return true;
            }
            LocalDate then = days.floorKey(day);
            if (then != null) {
                days.headMap(then, false).clear();
            }
            return days.isEmpty();
        });
    }
}
