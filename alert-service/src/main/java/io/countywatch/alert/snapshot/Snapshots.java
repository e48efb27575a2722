package io.countywatch.alert.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The newest snapshot of every county for every campaign day that may still be evaluated. Safe for many threads. */
public final class Snapshots {

    private final Set<String> counties;
    private final Map<String, NavigableMap<LocalDate, SnapshotRecord>> byCounty = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final boolean running;
    private LocalDate from = LocalDate.MIN;

    /** What became of a snapshot. */
    public enum Outcome {
        TAKEN,
        NOT_NEWER,
        TOO_OLD,
        UNKNOWN_UNIT
    }

    private Snapshots(Set<String> counties, boolean running) {
        this.counties = new TreeSet<>(counties);
        this.running = running;
    }

    /**
     * For snapshots of days that are over, as in a replay.
     *
     * @param counties every county of the campaign: a day is complete when all of them have reached it
     */
    public Snapshots(Set<String> counties) {
        this(counties, false);
    }

    /**
     * For snapshots of the running day, as by the clock on the wall. What has been done of a day is only known when it is over,
     * so it is complete when all counties have reached the next one, whose snapshots say what it came to, and what has come
     * for it since.
     */
    public static Snapshots ofRunningDays(Set<String> counties) {
        return new Snapshots(counties, true);
    }

    /** Takes a snapshot in; one that is not newer than the county's last is dropped. */
    public synchronized Outcome accept(SnapshotRecord snapshot) {
        if (!counties.contains(snapshot.county())) {
            return Outcome.UNKNOWN_UNIT;
        }
        if (snapshot.revision() <= revisions.getOrDefault(snapshot.county(), 0L)) {
            return Outcome.NOT_NEWER;
        }
        revisions.put(snapshot.county(), snapshot.revision());
        if (snapshot.effectiveThrough().isBefore(from)) {
            return Outcome.TOO_OLD;
        }
        NavigableMap<LocalDate, SnapshotRecord> days =
                byCounty.computeIfAbsent(snapshot.county(), county -> new TreeMap<>());
        days.put(snapshot.effectiveThrough(), snapshot);
        if (running) {
            snapshot.dayBefore().ifPresent(before -> takeDayBefore(days, before));
        }
        return Outcome.TAKEN;
    }

    /** Only what is new: most of what comes is of the running day, and must not have the one before evaluated again. */
    private void takeDayBefore(NavigableMap<LocalDate, SnapshotRecord> days, SnapshotRecord before) {
        SnapshotRecord known = days.get(before.effectiveThrough());
        boolean isNews = known == null || !known.saysTheSame(before);
        if (isNews && !before.effectiveThrough().isBefore(from)) {
            days.put(before.effectiveThrough(), before);
        }
    }

    /**
     * The days after a given one that are over for every county and for which all have figures, in order. A day that
     * some county has passed over (its snapshot was compacted away) cannot be evaluated any more and is left out.
     */
    public synchronized List<LocalDate> completeAfter(LocalDate day) {
        Optional<LocalDate> reached = reachedByAll();
        if (reached.isEmpty()) {
            return List.of();
        }
        LocalDate last = running ? reached.get().minusDays(1) : reached.get();
        TreeSet<LocalDate> days = new TreeSet<>();
        byCounty.values().forEach(snapshots -> days.addAll(snapshots.keySet()));
        List<LocalDate> complete = new ArrayList<>();
        for (LocalDate candidate : days) {
            if (candidate.isAfter(day)
                    && !candidate.isAfter(last)
                    && byCounty.values().stream().allMatch(snapshots -> snapshots.containsKey(candidate))) {
                complete.add(candidate);
            }
        }
        return complete;
    }

    /** Every county's snapshot of a day, by county; empty if one has none. */
    public synchronized Optional<Map<String, SnapshotRecord>> of(LocalDate day) {
        Map<String, SnapshotRecord> snapshots = new TreeMap<>();
        byCounty.forEach((county, days) -> {
            if (days.containsKey(day)) {
                snapshots.put(county, days.get(day));
            }
        });
        return snapshots.size() == counties.size() ? Optional.of(snapshots) : Optional.empty();
    }

    /** A county's snapshot of the latest day it has reached; empty before the first. */
    public synchronized Optional<SnapshotRecord> newest(String county) {
        return Optional.ofNullable(byCounty.get(county))
                .map(days -> days.lastEntry().getValue());
    }

    /** The last day that every county has reached; empty while one has said nothing. */
    public synchronized Optional<LocalDate> reachedByAll() {
        if (byCounty.size() < counties.size()) {
            return Optional.empty();
        }
        return byCounty.values().stream().map(NavigableMap::lastKey).min(LocalDate::compareTo);
    }

    /** The last day that any county has reached. */
    public synchronized Optional<LocalDate> reachedByAny() {
        return byCounty.values().stream().map(NavigableMap::lastKey).max(LocalDate::compareTo);
    }

    /** When the newest of all was published, by the publisher's clock; empty before the first. */
    public synchronized Optional<Instant> lastPublished() {
        return byCounty.values().stream()
                .map(days -> days.lastEntry().getValue().asOf())
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    /** Forgets the days before one, but never a county's newest. */
    public synchronized void forgetBefore(LocalDate day) {
        from = day;
        byCounty.values().forEach(days -> days.headMap(day.isAfter(days.lastKey()) ? days.lastKey() : day, false)
                .clear());
    }
}
