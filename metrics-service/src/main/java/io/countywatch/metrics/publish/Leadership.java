package io.countywatch.metrics.publish;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.sums.Sums;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a leader remembers between ticks: the ledger, and what Kafka has acknowledged. A new leader begins with nothing
 * and so sends everything.
 */
final class Leadership {

    private final long epoch;
    private final Campaign campaign;
    private final Contents contents;
    private final Duration repeat;
    private final Map<String, CountyContent> sentCounties = new HashMap<>();
    private final Map<String, Instant> sentAt = new HashMap<>();
    private final Map<String, VillageContent> sentVillages = new HashMap<>();
    private final Set<String> unsentVillages = new HashSet<>();
    private LedgerBook book;
    private Sums sums;
    private String seen;
    private LocalDate villagesComparedOn;
    /** Days that snapshots were of, the latest and those that late data may restate: a day that was never told has no past. */
    private final NavigableSet<LocalDate> told = new TreeSet<>();

    /** @param repeat how old what was sent may grow before it is sent again although nothing changed */
    Leadership(long epoch, Campaign campaign, Contents contents, Duration repeat) {
        this.epoch = epoch;
        this.campaign = campaign;
        this.contents = contents;
        this.repeat = repeat;
        forget();
    }

    long epoch() {
        return epoch;
    }

    LedgerBook book() {
        return book;
    }

    /** What is read for the book and not in the tables of sums yet. */
    Sums sums() {
        return sums;
    }

    /** Database snapshot up to which the book has read the ledger; null before the first. */
    String seen() {
        return seen;
    }

    void seen(String snapshot) {
        seen = snapshot;
    }

    /** Reads the ledger anew: the book may hold rows of a snapshot that did not stand, or lack days that are asked for. */
    void forget() {
        book = new LedgerBook(campaign);
        sums = new Sums(campaign.timeZone());
        seen = null;
        villagesComparedOn = null;
    }

    /**
     * A tick begins to read.
     *
     * @param lastDay of the last snapshot, whoever published it; null before the first
     */
    void begin(LocalDate day, LocalDate lastDay) {
        if (told.isEmpty() && lastDay != null) {
            // What was told before it by earlier leaders is not known: telling it again does no harm.
            for (int ago = 0; ago <= contents.previousDays(); ago++) {
                told.add(lastDay.minusDays(ago));
            }
        }
        told.add(day);
        told.headSet(day.minusDays(contents.previousDays()), false).clear();
        // What was received on the day of the last snapshot may have come after it. Telling it again does no harm.
        book.reading(day, seen != null ? null : lastDay == null ? LocalDate.MAX : lastDay);
    }

    /** Villages of the campaign whose figures differ from what was sent. The day alone is no change. */
    Map<String, VillageContent> changedVillages(LocalDate day) {
        // Only a new day changes the windows of a village that has no news.
        Set<String> candidates = book.takeTouchedVillages();
        candidates.addAll(unsentVillages);
        if (!day.equals(villagesComparedOn)) {
            candidates.addAll(book.villages());
            villagesComparedOn = day;
        }
        Map<String, VillageContent> changed = new LinkedHashMap<>();
        for (String village : candidates) {
            UnitBook figures = book.village(village);
            if (figures != null) {
                VillageContent content = contents.village(figures, day, restated(village, day));
                VillageContent last = sentVillages.get(village);
                if (last == null || !last.saysAll(content)) {
                    changed.put(village, content);
                }
            }
        }
        unsentVillages.addAll(changed.keySet());
        return changed;
    }

    /** Days before, the later first, whose figures of a village have changed since they were told. */
    private List<LocalDate> restated(String village, LocalDate day) {
        List<LocalDate> restated = List.of();
        for (int ago = 1; ago <= contents.previousDays(); ago++) {
            // Of a running day's snapshot the day before is what counts, also where nobody has published on it.
            boolean asked = ago == 1 && contents.areOfRunningDays() || told.contains(day.minusDays(ago));
            if (asked && book.isRestated(village, ago)) {
                restated = restated.isEmpty() ? new ArrayList<>() : restated;
                restated.add(day.minusDays(ago));
            }
        }
        return restated;
    }

    /**
     * Counties whose content differs from what was sent, that were sent too long ago, or a village of which changed: so
     * that a village's figures never come without their county's snapshot.
     */
    Map<String, CountyContent> changedCounties(LocalDate day, Set<String> withChangedVillages, Instant now) {
        Map<String, CountyContent> changed = new LinkedHashMap<>();
        for (CampaignUnit county : campaign.units(CampaignUnit.Level.COUNTY)) {
            String code = county.code();
            CountyContent content = contents.county(code, book, day);
            boolean due =
                    !sentAt.containsKey(code) || sentAt.get(code).plus(repeat).isBefore(now);
            if (due || withChangedVillages.contains(code) || !content.equals(sentCounties.get(code))) {
                changed.put(code, content);
            }
        }
        return changed;
    }

    /** Only what Kafka has acknowledged counts as sent: after a failure the next tick sends it again. */
    void acknowledged(Tick tick, Instant now) {
        for (CountySnapshot county : tick.counties()) {
            sentCounties.put(county.county(), county.content());
            sentAt.put(county.county(), now);
        }
        for (VillageSnapshot village : tick.villages()) {
            sentVillages.put(village.village(), village.content());
            unsentVillages.remove(village.village());
        }
    }
}
