package io.countywatch.alert.evaluation;

import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what an evaluation decided with everything that it was made of, so that it can be played again. */
final class TickLog {

    private static final int MOST_LEFT_OUT = 31;

    private final RuleSet rules;
    private final Duration keepTicks;

    /** @param keepTicks campaign days of which every tick is kept; of older ones those that something names */
    TickLog(RuleSet rules, Duration keepTicks) {
        this.rules = rules;
        this.keepTicks = keepTicks;
    }

    /**
     * What an evaluation was made of.
     *
     * @param villages figures that no evaluation has used before
     */
    record Entry(LocalDate day, long epoch, Instant at, Tick.Figures figures, List<VillageFigures> villages) {}

    /** @param last the evaluation before: what it kept of the same day is not kept again */
    void write(Connection connection, Entry entry, Tick.Result decided, TickStore.Evaluated last) throws SQLException {
        LocalDate day = entry.day();
        Map<String, SnapshotRecord> counties = entry.figures().counties();
        TickStore.Header header = new TickStore.Header(
                day,
                entry.epoch(),
                entry.at(),
                SnapshotRecord.newestName(counties.values()),
                rules.hash(),
                revisions(counties));
        long number = new TickStore(connection).write(header, decided);
        FiguresStore store = new FiguresStore(connection);
        store.keep(number, entry.figures(), day.equals(last.day()) ? last.revisions() : Map.of());
        VillageFiguresStore villages = new VillageFiguresStore(connection);
        villages.keep(number, day, entry.villages());
        for (Revisions.Earlier earlier : entry.figures().earlier()) {
            villages.keepRestated(number, earlier.day(), earlier.restatedVillages());
        }
        if (!day.equals(last.day())) {
            // Days that were left out in between leave none behind that is old by now.
            LocalDate old = day.minusDays(keepTicks.toDays());
            LocalDate first = last.day().isBefore(day.minusDays(MOST_LEFT_OUT))
                    ? old
                    : last.day().minusDays(keepTicks.toDays() - 1);
            for (LocalDate one = first; !one.isAfter(old); one = one.plusDays(1)) {
                store.thin(one);
                villages.thin(one);
                new TickStore(connection).thin(one);
            }
        }
    }

    /** By county. */
    static Map<String, Long> revisions(Map<String, SnapshotRecord> figures) {
        Map<String, Long> revisions = new LinkedHashMap<>();
        figures.forEach((county, snapshot) -> revisions.put(county, snapshot.revision()));
        return revisions;
    }
}
