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
 * the others on the same day is remembered. Used by one thread.
 */
public final class VillageRound {

    private final Campaign campaign;
    private final VillageAssessor assessor;
    private final Map<String, Remembered> remembered = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    /** @param first assessments of plans whose scope was seen for the first time */
    private record Remembered(VillageFigures figures, List<Piece> pieces, List<Assessment> first) {}

    private record Piece(String plan, RollUp.Part part, long silentScope) {}

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
     * @param heartbeat run after every county: in a large country this takes longer than a lease lives
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
        Map<String, List<RollUp.Part>> parts = new HashMap<>();
        Map<String, Long> silentScope = new HashMap<>();
        for (Unit county : campaign.units().of(Level.COUNTY)) {
            for (Unit village : campaign.units().villagesIn(county.code())) {
                VillageFigures now = figures.get(village.code());
                if (now == null) {
                    continue; // nothing is in scope there yet
                }
                Remembered known = remembered.get(village.code());
                if (known == null || known.figures() != now) {
                    known = look(village, now, baselines);
                    remembered.put(village.code(), known);
                }
                // Also of those that are remembered: what was found first may not have been committed.
                for (Assessment first : known.first()) {
                    String key = DayAssessor.key(village.code(), first.plan());
                    if (!baselines.containsKey(key)) {
                        candidates.put(key, first);
                    }
                }
                for (Piece piece : known.pieces()) {
                    String key = DayAssessor.key(county.code(), piece.plan());
                    parts.computeIfAbsent(key, any -> new ArrayList<>()).add(piece.part());
                    if (piece.silentScope() > 0) {
                        silentScope.merge(key, piece.silentScope(), Long::sum);
                    }
                }
            }
            heartbeat.run();
        }
        return new VillageParts(parts, silentScope);
    }

    private Remembered look(Unit village, VillageFigures figures, Map<String, Long> baselines) {
        List<Piece> pieces = new ArrayList<>();
        List<Assessment> first = new ArrayList<>();
        for (Assessment assessment : assessor.assess(village, figures, day, baselines)) {
            if (!baselines.containsKey(DayAssessor.key(village.code(), assessment.plan()))
                    && DayAssessor.isBaseline(assessment)) {
                first.add(assessment);
            }
            pieces.add(new Piece(
                    assessment.plan(),
                    new RollUp.Part(
                            village.code(),
                            assessment.status(),
                            assessment.seen().remaining(),
                            assessment.inForce().figures().gap()),
                    assessment.seen().silence().scope()));
        }
        return new Remembered(figures, List.copyOf(pieces), List.copyOf(first));
    }
}
