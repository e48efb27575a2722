package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything the ledger says of one county or village, kept in memory by day. */
final class UnitBook {

    /** Windows in a snapshot, of seven days each. */
    static final int WINDOWS = 13;

    /** An event that comes more than this many days after it happened is late: an evaluation is final by then. */
    private static final int LATE_DAYS = 3;

    private final Map<String, Map<String, DaySeries>> measures = new HashMap<>();
    /** The same by the numbers of what they count: every entry of the ledger looks for one, or two. */
    private DaySeries[] numbered = new DaySeries[0];

    private final DaySeries reports = new DaySeries();
    /** Of a county: of which alone it is told how much comes late. Of a village, of which there are many, null. */
    private final Arrivals arrivals;

    private int lastRecordedFor = Integer.MIN_VALUE;
    /** Microseconds since 1970-01-01T00:00:00Z. */
    private long lastRecorded;

    private UnitBook(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** @param arrivalsFrom what came before this day, in days since 1970-01-01, is not asked for by its day */
    static UnitBook ofCounty(int arrivalsFrom) {
        return new UnitBook(new Arrivals(arrivalsFrom));
    }

    static UnitBook ofVillage() {
        return new UnitBook(null);
    }

    void add(LedgerRow entry) {
        if (entry.what().measure().equals(Figure.REPORT)) {
            report(entry);
        } else {
            series(entry.what()).add(entry.effective(), entry.subjects(), entry.persons());
        }
    }

    private DaySeries series(Series what) {
        if (what.number() >= numbered.length) {
            numbered = Arrays.copyOf(numbered, what.number() + 1);
        }
        DaySeries series = numbered[what.number()];
        if (series == null) {
            series = measures.computeIfAbsent(what.measure(), any -> new HashMap<>())
                    .computeIfAbsent(what.stage(), any -> new DaySeries());
            numbered[what.number()] = series;
        }
        return series;
    }

    private void report(LedgerRow entry) {
        reports.add(entry.effective(), entry.subjects(), entry.persons());
        if (arrivals != null) {
            arrivals.add(entry.recordedDay(), entry.effective(), entry.subjects());
        }
        boolean newer = entry.effective() > lastRecordedFor;
        if (newer || entry.effective() == lastRecordedFor && entry.recorded() > lastRecorded) {
            lastRecordedFor = entry.effective();
            lastRecorded = entry.recorded();
        }
    }

    /** Counts by measure and stage at the end of a day; nothing that is zero. */
    SortedMap<String, SortedMap<String, Count>> measures(LocalDate day) {
        SortedMap<String, SortedMap<String, Count>> figures = new TreeMap<>();
        measures.forEach((measure, stages) -> stages.forEach((stage, series) -> {
            Count count = series.upTo(day);
            if (!count.zero()) {
                figures.computeIfAbsent(measure, any -> new TreeMap<>()).put(stage, count);
            }
        }));
        return figures;
    }

    /** All that was ever entered, by measure and stage: what the counters must show too. */
    void totals(java.util.function.BiConsumer<Map.Entry<String, String>, Count> to) {
        measures.forEach((measure, stages) ->
                stages.forEach((stage, series) -> to.accept(Map.entry(measure, stage), series.total())));
    }

    /** Net completions in the last 13 windows of seven days that end on {@code day}, oldest first. */
    long[] windows(Measure measure, LocalDate day) {
        long[] windows = new long[WINDOWS];
        for (String stage : measure.done()) {
            DaySeries series = series(measure.countedIn(), stage);
            for (int i = 0; series != null && i < WINDOWS; i++) {
                LocalDate end = day.minusDays(7L * (WINDOWS - 1 - i));
                windows[i] += in(measure.unit(), series.between(end.minusDays(7), end));
            }
        }
        return windows;
    }

    /** What is in scope and not done at the end of a day, in the measure's unit; never below zero. */
    long remaining(Measure measure, LocalDate day) {
        long remaining = 0;
        for (String stage : measure.scope()) {
            DaySeries series = series(measure.countedIn(), stage);
            if (series != null && !measure.done().contains(stage)) {
                remaining += in(measure.unit(), series.upTo(day));
            }
        }
        return Math.max(0, remaining);
    }

    boolean knows(Measure measure) {
        return measures.containsKey(measure.countedIn());
    }

    Count at(String measure, String stage, LocalDate day) {
        DaySeries series = series(measure, stage);
        return series == null ? Count.ZERO : series.upTo(day);
    }

    private DaySeries series(String measure, String stage) {
        return measures.getOrDefault(measure, Map.of()).get(stage);
    }

    private static long in(Measure.Unit unit, Count count) {
        return unit == Measure.Unit.PERSONS ? count.persons() : count.subjects();
    }

    /** Last day, up to {@code day}, of which something was reported; null if nothing was in the last weeks. */
    LocalDate lastReportDay(LocalDate day) {
        return reports.lastDay(day);
    }

    /**
     * When the last report happened, to the day: the last instant of its day, or of its receipt if that was earlier. Null
     * without one.
     */
    Instant lastReportAt(LocalDate day, ZoneId zone) {
        LocalDate last = lastReportDay(day);
        if (last == null) {
            return null;
        }
        Instant endOfDay = last.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
        Instant received = Instant.EPOCH.plus(lastRecorded, ChronoUnit.MICROS);
        return last.toEpochDay() == lastRecordedFor && received.isBefore(endOfDay) ? received : endOfDay;
    }

    /** Of a county: share of what was received in the seven days up to {@code day} that was late; 0 if nothing was. */
    double lateShare7d(LocalDate day) {
        return Math.round(1000.0 * arrivals.shareLater(LATE_DAYS, day.minusDays(7), day)) / 1000.0;
    }

    void forgetDaysBefore(LocalDate day) {
        measures.values().forEach(stages -> stages.values().forEach(series -> series.forgetDaysBefore(day)));
    }

    void forgetArrivalsBefore(LocalDate day) {
        arrivals.forgetDaysBefore(day);
    }
}
