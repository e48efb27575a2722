package io.countywatch.metrics.sums;

import io.countywatch.metrics.sums.LocalDays.Day;
import java.util.HashMap;
import java.util.Map;

/** Entries of the ledger that are not in the sums yet, summed by county and slot. */
final class PendingSums {

    /** A power of two: more than half a year. */
    private static final int DAYS = 256;

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
                slots.cells.forEach((slot, cells) -> each.sum(county, slot.level, slot.until, cells)));
    }

    interface Each {
        void sum(String county, int level, long until, Cells cells);
    }

    private record Slot(int level, long until) {}

    /** Those of one county. */
    final class Slots {

        private final Map<Slot, Cells> cells = new HashMap<>();
        // What was received on past days comes mixed where a log is read again.
        private final Day[] days = new Day[DAYS];
        private final Cells[] ofDays = new Cells[DAYS];
        // What is received now is mostly of one slot.
        private Cells current;
        private long currentStart;
        private long currentUntil;

        /** @param day in which {@code recorded} lies */
        void add(int series, int effective, long recorded, Day day, long subjects, long persons) {
            Cells slot = recorded < detailedFrom ? slot(day) : slot(recorded);
            slot.add(series, effective, subjects, persons);
        }

        private Cells slot(Day day) {
            int at = day.number() & DAYS - 1;
            if (days[at] == null || days[at].number() != day.number()) {
                days[at] = day;
                ofDays[at] = cells(RecordedGrid.DAY, day.until());
            }
            return ofDays[at];
        }

        private Cells slot(long recorded) {
            if (current == null || recorded < currentStart || recorded >= currentUntil) {
                currentStart = grid.start(RecordedGrid.TEN_SECONDS, recorded);
                currentUntil = grid.until(RecordedGrid.TEN_SECONDS, recorded);
                current = cells(RecordedGrid.TEN_SECONDS, currentUntil);
            }
            return current;
        }

        private Cells cells(int level, long until) {
            return cells.computeIfAbsent(new Slot(level, until), any -> new Cells());
        }
    }
}
