package io.countywatch.metrics.publish;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Ledger rows by hand, of Butuo and its first village, received on the day unless said otherwise. */
final class Ledger {

    static final String BUTUO = "513429";
    static final String VILLAGE = "513429-001";

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

    Ledger add(LocalDate day, String measure, String stage, Count count) {
        LocalDate receivedOn = day.plusDays(delay);
        Instant recorded =
                receivedOn.atTime(12, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
        book.add(List.of(LedgerRow.of(new Figure(county, village, measure, stage), day, receivedOn, recorded, count)));
        return this;
    }
}
