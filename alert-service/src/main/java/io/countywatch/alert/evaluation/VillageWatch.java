package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.Villages;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The villages' side of the evaluator. Their figures are published right after their counties' and only where they
 * changed, so nobody can know when all have come: a day is evaluated with what is there, and again when there is more.
 * What the last evaluation used is in the database, from where a new evaluator goes on: a topic that is not read to
 * its end yet brings no older figures back. Used by one thread.
 */
final class VillageWatch {

    private final Campaign campaign;
    private final Villages villages;
    private final Map<String, Kept> kept = new HashMap<>();
    private final VillageRound round;
    private long version = -1;

    /** Which figures of a village an evaluation has used: one publication may tell of its own day and of the one before. */
    private record Kept(long revision, LocalDate day) {

        static Kept of(VillageFigures figures) {
            return new Kept(figures.revision(), figures.day());
        }
    }

    VillageWatch(Campaign campaign, RuleSet rules, Villages villages) {
        this.campaign = campaign;
        this.villages = villages;
        this.round = new VillageRound(campaign, rules);
    }

    /**
     * The villages of a day.
     *
     * @param firstSeen villages whose scope on a plan is seen for the first time
     * @param toKeep figures that no evaluation has used before
     * @param late those that say something about days before which no evaluation has looked at
     */
    record Seen(
            long version,
            VillageParts parts,
            Map<String, Assessment> firstSeen,
            List<VillageFigures> toKeep,
            List<VillageFigures> late) {}

    /** @param heartbeat run again and again while it looks */
    Seen see(LocalDate day, Map<String, Long> baselines, Runnable heartbeat) {
        long seenVersion = villages.version();
        Map<String, VillageFigures> figures = villages.of(day);
        Map<String, Assessment> firstSeen = new HashMap<>();
        VillageParts parts = round.assess(day, figures, baselines, firstSeen, heartbeat);
        List<VillageFigures> toKeep =
                figures.values().stream().filter(this::isNews).toList();
        List<VillageFigures> late =
                toKeep.stream().filter(one -> !one.previous().isEmpty()).toList();
        return new Seen(seenVersion, parts, firstSeen, toKeep, late);
    }

    /** The evaluation was committed. */
    void kept(Seen seen) {
        seen.toKeep().forEach(figures -> kept.put(figures.village(), Kept.of(figures)));
        version = seen.version();
    }

    /** Whether some village has other figures for a day than those that were evaluated. */
    boolean hasNews(LocalDate day) {
        if (villages.version() == version) {
            return false;
        }
        long looked = villages.version();
        boolean news = villages.of(day).values().stream().anyMatch(this::isNews);
        if (!news) {
            version = looked;
        }
        return news;
    }

    private boolean isNews(VillageFigures figures) {
        Kept used = kept.get(figures.village());
        return used == null
                || figures.revision() > used.revision()
                || figures.day().isAfter(used.day());
    }

    /** Goes on where the last evaluator stopped. */
    void restore(Connection connection) throws SQLException {
        kept.clear();
        version = -1;
        for (VillageFigures last : new VillageFiguresStore(connection).evaluated(codes(), VillageFiguresStore.LATEST)) {
            kept.put(last.village(), Kept.of(last));
            villages.restore(last);
        }
    }

    private List<String> codes() {
        return campaign.units().of(Level.VILLAGE).stream().map(Unit::code).toList();
    }

    void forgetBefore(LocalDate day) {
        villages.forgetBefore(day);
    }
}
