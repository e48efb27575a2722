package io.countywatch.metrics.sums;

import java.util.HashMap;
import java.util.Map;

/** Entries of the ledger that are not in the sums yet, summed by county and slot. */
final class PendingSums {

    private final RecordedGrid grid;
    private final Map<String, Slots> counties = new HashMap<>();
    private long detailedFrom = Long.MIN_VALUE;

    PendingSums(RecordedGrid grid) {
        this.grid = grid;
    }

    /** What was recorded before goes into days, the rest into slots of ten seconds. */
    void detailedFrom(long micros) {
        detailedFrom = micros;
    }

    Slots of(String county) {
        return counties.computeIfAbsent(county, any -> new Slots());
    }

    boolean isEmpty() {
        return counties.isEmpty();
    }

    void clear() {
        counties.clear();
    }

    void forEach(Each each) {
        counties.forEach((county, slots) ->
                slots.cells.forEach((slot, cells) -> each.sum(county, slot.level, slot.until, cells.columns())));
    }

    interface Each {
        void sum(String county, int level, long until, Cells.Columns columns);
    }

    private record Slot(int level, long until) {}

    /** Those of one county. */
    final class Slots {

        private final Map<Slot, Cells> cells = new HashMap<>();
        // Entries that come one after the other are mostly of one slot.
        private Cells last;
        private long lastStart;
        private long lastUntil;

        void add(int series, int effective, long recorded, long subjects, long persons) {
            if (last == null || recorded < lastStart || recorded >= lastUntil) {
                int level = recorded < detailedFrom ? RecordedGrid.DAY : RecordedGrid.TEN_SECONDS;
                lastStart = grid.start(level, recorded);
                lastUntil = grid.until(level, recorded);
                last = cells.computeIfAbsent(new Slot(level, lastUntil), any -> new Cells());
            }
            last.add(series, effective, subjects, persons);
        }
    }
}
