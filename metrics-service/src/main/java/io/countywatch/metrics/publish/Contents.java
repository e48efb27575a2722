package io.countywatch.metrics.publish;

import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Figure;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Turns the books into contents of snapshots: a pure function of campaign, books and day. */
final class Contents {

    /** A village is silent after twice the time in which it should have reported. */
    private static final int SILENT_CADENCES = 2;

    private static final int RELAPSE_DAYS = 90;

    /**
     * An evaluation is provisional for three days, so late data may restate it and the two before. A snapshot of the running
     * day is no evaluation's: there the three are the days before it.
     */
    static final int MOST_PREVIOUS_DAYS = 3;

    private final Campaign campaign;
    private final int previousDays;
    private final Map<String, Set<String>> villagesByCounty = new HashMap<>();

    Contents(Campaign campaign, MetricsConfig.Clock clock) {
        this.campaign = campaign;
        this.previousDays = clock == MetricsConfig.Clock.WALL ? MOST_PREVIOUS_DAYS : MOST_PREVIOUS_DAYS - 1;
        for (CampaignUnit village : campaign.units(CampaignUnit.Level.VILLAGE)) {
            villagesByCounty
                    .computeIfAbsent(village.parent(), any -> new TreeSet<>())
                    .add(village.code());
        }
    }

    /** Days before whose figures are told, too: 3 by the clock on the wall, 2 in a replay. */
    int previousDays() {
        return previousDays;
    }

    /** Whether the day of a snapshot goes on while it is published: then its days before tell what days came to. */
    boolean areOfRunningDays() {
        return previousDays == MOST_PREVIOUS_DAYS;
    }

    CountyContent county(String county, LedgerBook ledger, LocalDate day) {
        UnitBook book = ledger.county(county);
        return new CountyContent(
                day,
                book.measures(day),
                windows(book, day),
                book.lastReportAt(day, campaign.timeZone()),
                villages(county, ledger, day),
                relapse(book, day),
                new CountyContent.Late(book.lateShare7d(day)),
                IntStream.rangeClosed(1, previousDays)
                        .mapToObj(ago -> earlier(county, ledger, day.minusDays(ago)))
                        .toList());
    }

    private CountyContent.Earlier earlier(String county, LedgerBook ledger, LocalDate day) {
        UnitBook book = ledger.county(county);
        return new CountyContent.Earlier(
                day,
                book.measures(day),
                windows(book, day),
                book.lastReportAt(day, campaign.timeZone()),
                villages(county, ledger, day),
                relapse(book, day));
    }

    /** @param restated days before, whose figures are to be told again */
    VillageContent village(UnitBook book, LocalDate day, List<LocalDate> restated) {
        return new VillageContent(
                day,
                book.measures(day),
                windows(book, day),
                book.lastReportAt(day, campaign.timeZone()),
                restated.isEmpty()
                        ? List.of()
                        : restated.stream()
                                .map(earlier -> new VillageContent.Earlier(
                                        earlier,
                                        book.measures(earlier),
                                        windows(book, earlier),
                                        book.lastReportAt(earlier, campaign.timeZone())))
                                .toList());
    }

    private SortedMap<String, List<Long>> windows(UnitBook book, LocalDate day) {
        SortedMap<String, List<Long>> windows = new TreeMap<>();
        for (Measure measure : campaign.measures().values()) {
            if (book.knows(measure)) {
                windows.put(
                        measure.id(),
                        Arrays.stream(book.windows(measure, day)).boxed().toList());
            }
        }
        return windows;
    }

    private CountyContent.Villages villages(String county, LedgerBook ledger, LocalDate day) {
        int silent = 0;
        int reporting = 0;
        SortedMap<String, Long> silentRemaining = new TreeMap<>();
        for (String village : villagesByCounty.getOrDefault(county, Set.of())) {
            UnitBook book = ledger.village(village);
            long days = daysOfSilence(book, day);
            if (days > (long) SILENT_CADENCES * campaign.cadence().defaultDays()) {
                silent++;
            } else {
                reporting++;
            }
            if (book != null) {
                addSilentRemaining(book, days, day, silentRemaining);
            }
        }
        return new CountyContent.Villages(reporting, silent, silentRemaining);
    }

    private void addSilentRemaining(
            UnitBook book, long daysOfSilence, LocalDate day, SortedMap<String, Long> silentRemaining) {
        for (Measure measure : campaign.measures().values()) {
            int cadence = campaign.cadence()
                    .measures()
                    .getOrDefault(measure.id(), campaign.cadence().defaultDays());
            if (book.knows(measure) && daysOfSilence > (long) SILENT_CADENCES * cadence) {
                long remaining = book.remaining(measure, day);
                if (remaining > 0) {
                    silentRemaining.merge(measure.id(), remaining, Long::sum);
                }
            }
        }
    }

    /** A village that has never reported is silent since the campaign began. */
    private long daysOfSilence(UnitBook book, LocalDate day) {
        LocalDate last = book == null ? null : book.lastReportDay(day);
        return ChronoUnit.DAYS.between(last == null ? campaign.start() : last, day);
    }

    private static CountyContent.Relapse relapse(UnitBook book, LocalDate day) {
        LocalDate start = day.minusDays(RELAPSE_DAYS);
        return new CountyContent.Relapse(
                since(start, book, "RELAPSED", day),
                Math.max(0, book.at("status", "LIFTED", start).subjects()),
                since(start, book, Figure.LIFTED_AGAIN, day));
    }

    private static long since(LocalDate start, UnitBook book, String stage, LocalDate day) {
        long now = book.at(Figure.RELAPSE, stage, day).subjects();
        return Math.max(0, now - book.at(Figure.RELAPSE, stage, start).subjects());
    }
}
