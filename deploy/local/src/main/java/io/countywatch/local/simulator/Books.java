package io.countywatch.local.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The simulator's own books: every event that intake has answered with accepted or duplicate, and what the figures must
 * be. Figures are worked out from scratch each time, subject by subject, and share nothing with the services' fold.
 * Thread-safe.
 */
public final class Books {

    /** An event and when intake first had it (epoch milliseconds, {@code recordedtime}). */
    record Entry(FieldEvent event, long recorded) {}

    /** Subject first, then the total order of design/2. */
    static final Comparator<Entry> ORDER = Comparator.comparingInt(
                    (Entry entry) -> entry.event().subject())
            .thenComparingLong(entry -> entry.event().time())
            .thenComparingLong(entry -> entry.event().id().sequence())
            .thenComparingLong(Entry::recorded)
            .thenComparing(entry -> entry.event().id().device().source())
            .thenComparing(entry -> entry.event().id().text());

    private final List<Entry> entries = new ArrayList<>();
    private final ZoneId zone;

    /** @param zone of the campaign's days */
    Books(ZoneId zone) {
        this.zone = zone;
    }

    synchronized void enter(List<FieldEvent> delivered, Instant recorded) {
        long millis = recorded.toEpochMilli();
        for (FieldEvent event : delivered) {
            // A report says that a village is there; no figure counts it.
            if (!(event.payload() instanceof Payload.UnitReported)) {
                entries.add(new Entry(event, millis));
            }
        }
    }

    /** Number of entries, double ones included. */
    public synchronized int size() {
        return entries.size();
    }

    /** Every figure that is not zero, by all entries so far. */
    public synchronized Map<Figure, Count> figures() {
        entries.sort(ORDER);
        Ledger ledger = new Ledger();
        for (int from = 0; from < entries.size(); ) {
            int subject = entries.get(from).event().subject();
            int to = from + 1;
            while (to < entries.size() && entries.get(to).event().subject() == subject) {
                to++;
            }
            new History(entries.subList(from, to), zone).count(ledger);
            from = to;
        }
        return ledger.figures();
    }

    /** What differs from the figures of metrics-service; zeros need not be listed by either. */
    public List<Difference> compare(Map<Figure, Count> metrics) {
        return compare(figures(), metrics);
    }

    static List<Difference> compare(Map<Figure, Count> books, Map<Figure, Count> metrics) {
        TreeSet<Figure> all = new TreeSet<>(books.keySet());
        all.addAll(metrics.keySet());
        return all.stream()
                .map(figure -> new Difference(
                        figure, books.getOrDefault(figure, Count.ZERO), metrics.getOrDefault(figure, Count.ZERO)))
                .filter(difference -> !difference.books().equals(difference.metrics()))
                .toList();
    }

    /** Sums while counting. */
    static final class Ledger {

        private final Map<String, Map<String, Map<String, Count>>> sums = new TreeMap<>();

        void add(County county, String measure, String stage, long subjects, long persons) {
            sums.computeIfAbsent(county.code(), code -> new TreeMap<>())
                    .computeIfAbsent(measure, id -> new TreeMap<>())
                    .merge(stage, new Count(subjects, persons), (old, more) -> old.plus(subjects, persons));
        }

        Map<Figure, Count> figures() {
            Map<Figure, Count> figures = new TreeMap<>();
            sums.forEach((county, measures) -> measures.forEach((measure, stages) -> stages.forEach((stage, count) -> {
                if (!count.zero()) {
                    figures.put(new Figure(county, measure, stage), count);
                }
            })));
            return figures;
        }
    }
}
