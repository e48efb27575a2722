package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ledger in memory, by county and by village; grows by what each tick has not seen. */
final class LedgerBook {

    /** Thirteen weeks of windows, 90 days of relapses, and a week to spare. */
    private static final int DAYS_KEPT = 7 * UnitBook.WINDOWS + 7;

    private final Map<String, UnitBook> counties = new HashMap<>();
    private final Map<String, UnitBook> villages = new TreeMap<>();
    private final Set<String> touchedVillages = new HashSet<>();

    void add(Collection<LedgerRow> rows) {
        for (LedgerRow row : rows) {
            String county = row.figure().county();
            String village = row.figure().village();
            county(county).add(row);
            if (village != null && !village.equals(county)) {
                villages.computeIfAbsent(village, any -> new UnitBook()).add(row);
                touchedVillages.add(village);
            }
        }
    }

    UnitBook county(String code) {
        return counties.computeIfAbsent(code, any -> new UnitBook());
    }

    Map<String, UnitBook> villages() {
        return villages;
    }

    /** Villages that rows were added to since the last call. */
    Set<String> takeTouchedVillages() {
        Set<String> touched = Set.copyOf(touchedVillages);
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

    void forgetBefore(LocalDate effectiveThrough) {
        LocalDate horizon = effectiveThrough.minusDays(DAYS_KEPT);
        counties.values().forEach(book -> book.forgetDaysBefore(horizon));
        villages.values().forEach(book -> book.forgetDaysBefore(horizon));
    }

    /** The county that a village's code begins with; a village of another form belongs to none. */
    static String countyOf(String village) {
        return CampaignUnit.countyOf(village);
    }

    record CounterTotal(String county, String measure, String stage) {}
}
