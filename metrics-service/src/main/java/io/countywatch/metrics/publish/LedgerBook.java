package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The ledger in memory, by county and by village; grows by what each tick has not seen. */
final class LedgerBook {

    /** Thirteen weeks of windows, also of the days before; the 90 days of relapses lie within. */
    private static final int DAYS_ASKED_FOR = 7 * UnitBook.WINDOWS + Contents.PREVIOUS_DAYS;

    /** A week to spare, for a clock that is set back. */
    private static final int DAYS_KEPT = DAYS_ASKED_FOR + 7;

    private final Campaign campaign;
    private final Map<String, UnitBook> counties = new HashMap<>();
    private final Map<String, UnitBook> villages = new HashMap<>();
    private final Set<String> touchedVillages = new HashSet<>();

    private LocalDate horizon = LocalDate.MIN;

    LedgerBook(Campaign campaign) {
        this.campaign = campaign;
    }

    void add(Collection<LedgerRow> rows) {
        rows.forEach(this::add);
    }

    void add(LedgerRow row) {
        String county = row.figure().county();
        String village = row.figure().village();
        county(county).add(row);
        if (village != null && isVillageOf(village, county)) {
            villages.computeIfAbsent(village, any -> new UnitBook()).add(row);
            touchedVillages.add(village);
        }
    }

    /** A village that the campaign does not know, or knows in another county, counts in the county alone. */
    private boolean isVillageOf(String village, String county) {
        CampaignUnit unit = campaign.unit(village);
        return unit != null && unit.level() == Level.VILLAGE && unit.parent().equals(county);
    }

    UnitBook county(String code) {
        return counties.computeIfAbsent(code, any -> new UnitBook());
    }

    Map<String, UnitBook> villages() {
        return villages;
    }

    /** Villages that rows were added to since the last call. */
    Set<String> takeTouchedVillages() {
        Set<String> touched = new TreeSet<>(touchedVillages);
        touchedVillages.clear();
        return touched;
    }

    /** Sums of all entries by county, measure and stage; nothing that is zero. */
    Map<CounterTotal, Count> totals() {
        Map<CounterTotal, Count> totals = new HashMap<>();
        counties.forEach((county, book) -> book.totals((figure, count) -> {
            if (!count.zero()) {
                totals.put(new CounterTotal(county, figure.getKey(), figure.getValue()), count);
            }
        }));
        return totals;
    }

    /** Whether the figures of a day, and the windows that end on it, can still be told. */
    boolean covers(LocalDate effectiveThrough) {
        return !effectiveThrough.minusDays(DAYS_ASKED_FOR).isBefore(horizon);
    }

    /** Sums up the days that snapshots of this day and later do not ask for one by one. */
    void forgetBefore(LocalDate effectiveThrough) {
        LocalDate oldest = effectiveThrough.minusDays(DAYS_KEPT);
        if (!oldest.isAfter(horizon)) {
            return;
        }
        horizon = oldest;
        counties.values().forEach(book -> book.forgetDaysBefore(horizon));
        villages.values().forEach(book -> book.forgetDaysBefore(horizon));
    }

    record CounterTotal(String county, String measure, String stage) {}
}
