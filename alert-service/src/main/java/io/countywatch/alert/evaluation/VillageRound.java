package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.snapshot.VillageFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Assesses all villages of a day. A day is evaluated again whenever a few villages have news: what was worked out for
 * the others on the same day is remembered. Used by one thread, which works on all cores.
 */
public final class VillageRound {

    /** Between two heartbeats: some thousand villages, far below a second. */
    private static final int COUNTIES_AT_ONCE = 50;

    private final Campaign campaign;
    private final VillageAssessor assessor;
    private final Map<String, Remembered> remembered = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    /** @param first assessments of plans whose scope was seen for the first time */
    private record Remembered(VillageFigures figures, List<VillageParts.Piece> pieces, List<Assessment> first) {}

    public VillageRound(Campaign campaign, RuleSet rules) {
        this.campaign = campaign;
        this.assessor = new VillageAssessor(campaign, rules);
    }

    /**
     * Assesses every village that has figures.
     *
     * @param figures by village, as of the end of the day
     */
    public VillageParts assess(LocalDate of, Map<String, VillageFigures> figures) {
        return assess(of, figures, Map.of(), new HashMap<>(), () -> {});
    }

    /**
     * The same, and finds what is seen for the first time.
     *
     * @param baselines S when a plan was first seen
     * @param candidates takes the assessments of villages whose scope on a plan is seen for the first time
     * @param heartbeat run again and again: in a large country this takes longer than a lease lives
     */
    VillageParts assess(
            LocalDate of,
            Map<String, VillageFigures> figures,
            Map<String, Long> baselines,
            Map<String, Assessment> candidates,
            Runnable heartbeat) {
        if (!of.equals(day)) {
            remembered.clear();
            day = of;
        }
        List<Unit> counties = campaign.units().of(Level.COUNTY);
        for (int from = 0; from < counties.size(); from += COUNTIES_AT_ONCE) {
            look(counties.subList(from, Math.min(counties.size(), from + COUNTIES_AT_ONCE)), figures, baselines);
            heartbeat.run();
        }
        Map<String, List<VillageParts.Piece>> pieces = new HashMap<>();
        for (Unit county : counties) {
            for (Unit village : campaign.units().villagesIn(county.code())) {
                if (!figures.containsKey(village.code())) {
                    continue; // nothing is in scope there yet
                }
                Remembered known = remembered.get(village.code());
                // Also of those that are remembered: what was found first may not have been committed.
                for (Assessment first : known.first()) {
                    String key = DayAssessor.key(village.code(), first.plan());
                    if (!baselines.containsKey(key)) {
                        candidates.put(key, first);
                    }
                }
                for (VillageParts.Piece piece : known.pieces()) {
                    String key = DayAssessor.key(county.code(), piece.plan());
                    pieces.computeIfAbsent(key, any -> new ArrayList<>()).add(piece);
                }
            }
        }
        return new VillageParts(pieces);
    }

    /** Looks at the villages of some counties that have other figures than when they were last looked at. */
    private void look(List<Unit> counties, Map<String, VillageFigures> figures, Map<String, Long> baselines) {
        List<VillageFigures> news = counties.stream()
                .flatMap(county -> campaign.units().villagesIn(county.code()).stream())
                .map(village -> figures.get(village.code()))
                .filter(now -> now != null && !isRemembered(now))
                .toList();
        // Each is a function of its own figures: on all cores, in their order.
        List<Remembered> seen = news.parallelStream()
                .map(now -> look(campaign.units().get(now.village()), now, baselines))
                .toList();
        seen.forEach(one -> remembered.put(one.figures().village(), one));
    }

    private boolean isRemembered(VillageFigures now) {
        Remembered known = remembered.get(now.village());
        return known != null && known.figures() == now;
    }

    private Remembered look(Unit village, VillageFigures figures, Map<String, Long> baselines) {
        List<VillageParts.Piece> pieces = new ArrayList<>();
        List<Assessment> first = new ArrayList<>();
        for (Assessment assessment : assessor.assess(village, figures, day, baselines)) {
            if (!baselines.containsKey(DayAssessor.key(village.code(), assessment.plan()))
                    && DayAssessor.isBaseline(assessment)) {
                first.add(assessment);
            }
            pieces.add(new VillageParts.Piece(
                    assessment.plan(),
                    new RollUp.Part(
                            village.code(),
                            assessment.status(),
                            assessment.first().status(),
                            assessment.seen().remaining(),
                            assessment.inForce().figures().gap()),
                    assessment.seen().silence().scope()));
        }
        return new Remembered(figures, List.copyOf(pieces), List.copyOf(first));
    }
}
