package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The ledger in memory, by county and by village; grows by what each tick has not seen. */
final class LedgerBook {

    /** Thirteen weeks of windows, also of the days before; the 90 days of relapses lie within. */
    private static final int DAYS_ASKED_FOR = 7 * UnitBook.WINDOWS + Contents.MOST_PREVIOUS_DAYS;

    /** A week to spare, for a clock that is set back. */
    private static final int DAYS_KEPT = DAYS_ASKED_FOR + 7;

    /** The week of which it is told how much came late, also of the days before; and the same to spare. */
    private static final int DAYS_OF_ARRIVALS = 7 + Contents.MOST_PREVIOUS_DAYS + 7;

    private final Campaign campaign;
    private final Map<String, UnitBook> counties = new HashMap<>();
    private final Map<String, Village> villages = new HashMap<>();
    private final List<Village> touched = new ArrayList<>();
    private Village[] numbered = new Village[64];

    private LocalDate horizon = LocalDate.MIN;
    /** Day of the tick that reads, since 1970-01-01. */
    private int today = Integer.MIN_VALUE;

    /** What was received before this day was read on the day on which it was received. */
    private int readBefore = Integer.MIN_VALUE;

    LedgerBook(Campaign campaign) {
        this.campaign = campaign;
    }

    /**
     * What is added from now on is read by a tick of a day.
     *
     * @param anew from which day on an entry may have been in no snapshot yet, if it is read that has been there for long: what
     *     was received before counts as read on the day on which it was; null: all of it is new
     */
    void reading(LocalDate day, LocalDate anew) {
        today = (int) day.toEpochDay();
        readBefore = anew == null ? Integer.MIN_VALUE : (int) Math.min(anew.toEpochDay(), Integer.MAX_VALUE);
    }

    /**
     * Book of a village, for something that is added to it; null where a village is one that the campaign does not know, or
     * knows in another county: it counts in the county alone.
     *
     * @param number its number in the ledger, by which it is found without a look at the code
     * @param county to which the ledger enters it
     */
    UnitBook village(int number, String code, String county, LedgerRow entry) {
        if (number >= numbered.length) {
            numbered = Arrays.copyOf(numbered, Math.max(number + 1, 2 * numbered.length));
        }
        Village village = numbered[number];
        if (village == null) {
            village = Village.of(code, countyOf(code));
            numbered[number] = village;
        }
        if (!county.equals(village.county)) {
            return null;
        }
        if (!village.touched) {
            village.touched = true;
            touched.add(village);
            villages.putIfAbsent(code, village);
        }
        int on = entry.recordedDay() < readBefore ? entry.recordedDay() : today;
        village.news.take(entry.effective(), on, today);
        return village.book;
    }

    /** Null for what is not a village of the campaign. */
    private String countyOf(String code) {
        CampaignUnit unit = campaign.unit(code);
        return unit != null && unit.level() == Level.VILLAGE ? unit.parent() : null;
    }

    UnitBook county(String code) {
        return counties.computeIfAbsent(code, any -> UnitBook.ofCounty(Math.max(today, 0) - DAYS_OF_ARRIVALS));
    }

    /** Codes of the villages that something was ever added to. */
    Set<String> villages() {
        return villages.keySet();
    }

    /** Null where nothing was ever added. */
    UnitBook village(String code) {
        Village village = villages.get(code);
        return village == null ? null : village.book;
    }

    /**
     * Whether something that counts on a day has come to a village in ticks of later days.
     *
     * @param ago how many days before the day of the tick that reads, 1 to 3
     */
    boolean isRestated(String village, int ago) {
        return villages.get(village).news.restates(today, ago);
    }

    /** Villages that something was added to since the last call. */
    Set<String> takeTouchedVillages() {
        Set<String> codes = new TreeSet<>();
        for (Village village : touched) {
            village.touched = false;
            codes.add(village.code);
        }
        touched.clear();
        return codes;
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
        counties.values().forEach(book -> {
            book.forgetDaysBefore(horizon);
            book.forgetArrivalsBefore(effectiveThrough.minusDays(DAYS_OF_ARRIVALS));
        });
        villages.values().forEach(village -> village.book.forgetDaysBefore(horizon));
    }

    private static final class Village {

        private final String code;
        private final String county;
        private final UnitBook book;
        private final LateNews news = new LateNews();
        private boolean touched;

        /** @param county null: not a village of the campaign, so nothing is ever added to it */
        private static Village of(String code, String county) {
            return new Village(code, county, county == null ? null : UnitBook.ofVillage());
        }

        private Village(String code, String county, UnitBook book) {
            this.code = code;
            this.county = county;
            this.book = book;
        }
    }

    record CounterTotal(String county, String measure, String stage) {}
}
