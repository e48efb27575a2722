package io.countywatch.metrics.publish;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.sums.RecordedGrid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Ledger rows by hand, of Butuo and its first village, received on the day unless said otherwise. */
final class Ledger {

    static final String BUTUO = "513429";
    static final String VILLAGE = "513429-001";

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    private final LedgerBook book = new LedgerBook(Campaigns.CHINA);
    private String county = BUTUO;
    private String village = VILLAGE;
    private int delay;

    LedgerBook book() {
        return book;
    }

    Ledger in(String otherCounty, String otherVillage) {
        county = otherCounty;
        village = otherVillage;
        return this;
    }

    Ledger late(int days) {
        delay = days;
        return this;
    }

    Ledger status(LocalDate day, String stage, long households, long persons) {
        return add(day, "status", stage, new Count(households, persons));
    }

    Ledger report(LocalDate day) {
        return add(day, Figure.REPORT, "RECEIVED", new Count(1, 0));
    }

    Ledger takenBack(LocalDate day) {
        return add(day, Figure.REPORT, "RECEIVED", new Count(-1, 0));
    }

    Ledger add(LocalDate day, String measure, String stage, Count count) {
        LocalDate receivedOn = day.plusDays(delay);
        Instant recorded =
                receivedOn.atTime(12, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
        enter(book, county, village, measure, stage, day, receivedOn, recorded, count);
        return this;
    }

    /** Numbers names as the ledger's tables do: in the order in which they come. */
    static void enter(
            LedgerBook book,
            String county,
            String village,
            String measure,
            String stage,
            LocalDate day,
            LocalDate receivedOn,
            Instant recorded,
            Count count) {
        LedgerRow row = new LedgerRow(
                new Series(number(measure + ' ' + stage), measure, stage),
                (int) day.toEpochDay(),
                (int) receivedOn.toEpochDay(),
                RecordedGrid.micros(recorded),
                count.subjects(),
                count.persons());
        book.county(county).add(row);
        UnitBook villages = village == null ? null : book.village(number(village), village, county, row);
        if (villages != null) {
            villages.add(row);
        }
    }

    private static synchronized int number(String name) {
        return NUMBERS.computeIfAbsent(name, any -> NUMBERS.size() + 1);
    }
}
