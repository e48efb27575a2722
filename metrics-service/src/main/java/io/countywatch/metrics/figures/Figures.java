package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.figures.FiguresStore.Published;
import io.countywatch.metrics.figures.UnitFigures.Freshness;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.reading.ReceiptGate;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts figures of counties together for an answer; what is above a county is the sum of its counties. */
@Singleton
public class Figures {

    private final FiguresStore store;
    private final ReceiptGate gate;
    private final Campaign campaign;
    private final Clock clock;

    Figures(FiguresStore store, ReceiptGate gate, Campaign campaign, Clock clock) {
        this.store = store;
        this.gate = gate;
        this.campaign = campaign;
        this.clock = clock;
    }

    /** Figures of counties, in their order. */
    public List<UnitFigures> counties(List<CampaignUnit> counties, AsOf asOf) {
        Instant at = at(asOf);
        FiguresStore.Read read = store.counties(codes(counties), asOf);
        Long lag = gate.lag();
        List<UnitFigures> answers = new ArrayList<>();
        for (CampaignUnit county : counties) {
            Published last = read.published().get(county.code());
            Freshness freshness = last == null
                    ? new Freshness(null, 0, lag)
                    : new Freshness(last.effectiveThrough(), last.snapshot(), lag);
            answers.add(answer(county, last == null ? 0L : last.revision(), at, freshness, read.of(county.code())));
        }
        return answers;
    }

    /** Sums of the counties below some units, in one read. */
    public List<UnitFigures> sums(List<CampaignUnit> units, AsOf asOf) {
        Instant at = at(asOf);
        List<CampaignUnit> counties = campaign.units(Level.COUNTY);
        boolean whole = units.stream().allMatch(unit -> unit.level() == Level.NATION);
        FiguresStore.Read read = whole ? store.whole(codes(counties), asOf) : store.counties(codes(counties), asOf);
        Long lag = gate.lag();
        List<UnitFigures> answers = new ArrayList<>();
        for (CampaignUnit unit : units) {
            SortedMap<String, SortedMap<String, Count>> sum = new TreeMap<>(read.of(""));
            LocalDate effectiveThrough = null;
            long snapshot = 0;
            for (CampaignUnit county : counties) {
                if (unit.level() == Level.NATION || county.code().startsWith(unit.code())) {
                    add(sum, read.of(county.code()));
                    Published last = read.published().get(county.code());
                    if (last != null) {
                        effectiveThrough = earlier(effectiveThrough, last.effectiveThrough());
                        snapshot = Math.max(snapshot, last.snapshot());
                    }
                }
            }
            answers.add(answer(unit, null, at, new Freshness(effectiveThrough, snapshot, lag), sum));
        }
        return answers;
    }

    private Instant at(AsOf asOf) {
        return asOf.known() == null ? clock.instant() : asOf.known();
    }

    private static List<String> codes(Collection<CampaignUnit> units) {
        return units.stream().map(CampaignUnit::code).toList();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one == null
                ? other
                : List.of(one, other).stream().min(Comparator.naturalOrder()).get();
    }

    private static void add(
            SortedMap<String, SortedMap<String, Count>> sum, SortedMap<String, SortedMap<String, Count>> county) {
        county.forEach((measure, stages) -> stages.forEach((stage, count) ->
                sum.computeIfAbsent(measure, any -> new TreeMap<>()).merge(stage, count, Count::plus)));
    }

    private static UnitFigures answer(
            CampaignUnit unit,
            Long revision,
            Instant at,
            Freshness freshness,
            SortedMap<String, SortedMap<String, Count>> measures) {
        String level =
                unit.level() == Level.NATION ? "national" : unit.level().name().toLowerCase(java.util.Locale.ROOT);
        return new UnitFigures(
                unit.code(),
                unit.name(),
                unit.nameZh(),
                level,
                revision,
                at,
                freshness,
                Objects.requireNonNull(measures));
    }
}
