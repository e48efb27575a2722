package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.lifecycle.Transition;
import io.countywatch.alert.rules.KeptRules;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plays the log of ticks again, from an empty beginning, with the figures and rules that were kept and nothing else. What
 * goes by the wall clock (the pipeline's own alert, what people do) is not in it.
 */
final class TickReplay {

    private final Campaign campaign;
    private final Map<String, Rules> rules = new HashMap<>();
    private final Map<String, Long> baselines = new HashMap<>();
    private final Map<String, StoredAlert> alerts = new HashMap<>();
    private final List<Transition> rises = new ArrayList<>();
    /** What every transition was told as, in order. */
    final List<String> told = new ArrayList<>();
    /** What was put into the outbox, in order. */
    final List<String> payloads = new ArrayList<>();

    TickReplay(Campaign campaign) {
        this.campaign = campaign;
    }

    /** What is worked with under one rule set. */
    private record Rules(RuleSet set, Tick tick, VillageRound villages) {}

    private record Line(long id, LocalDate day, Instant at, String ruleSet) {}

    void play(Connection connection) throws SQLException {
        play(connection, LocalDate.of(1, 1, 1));
    }

    /** @param from the first day that is played, before which nothing was pending or firing */
    void play(Connection connection, LocalDate from) throws SQLException {
        for (Line line : log(connection)) {
            if (line.day().isBefore(from)) {
                continue;
            }
            if (!rules.containsKey(line.ruleSet())) {
                RuleSet set = kept(connection, line.ruleSet());
                rules.put(line.ruleSet(), new Rules(set, new Tick(campaign, set), new VillageRound(campaign, set)));
            }
            play(connection, line, rules.get(line.ruleSet()));
        }
    }

    private static RuleSet kept(Connection connection, String hash) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT effective FROM rule_set WHERE hash = ?")) {
            statement.setString(1, hash);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!RuleSet.hash(row.getString(1)).equals(hash)) {
                    throw new IllegalStateException("the rules of " + hash + " are not those that were kept");
                }
                return KeptRules.read(row.getString(1), hash).orElseThrow();
            }
        }
    }

    private void play(Connection connection, Line line, Rules with) throws SQLException {
        Map<String, Assessment> firstSeen = new HashMap<>();
        VillageParts parts =
                with.villages().assess(line.day(), villages(connection, line), baselines, firstSeen, () -> {});
        Tick.Figures figures = new Tick.Figures(
                counties(connection, line.day(), line.id()), parts, firstSeen, earlier(connection, line, with.set()));
        Map<String, Integer> risesBefore = new HashMap<>();
        rises.stream()
                .filter(rise -> rise.day().isAfter(line.day().minusDays(Bystanders.FLAPPING_DAYS)))
                .forEach(rise -> risesBefore.merge(rise.id().toString(), 1, Integer::sum));
        Tick.Result result = with.tick()
                .day(line.day(), figures, baselines, new Tick.Known(alerts, Handling.NONE, risesBefore), line.at());
        result.baselineCandidates()
                .forEach((key, first) -> baselines.putIfAbsent(key, first.seen().scope()));
        result.alerts()
                .forEach(row -> alerts.put(
                        row.alert().id().toString(), new StoredAlert(row.alert(), row.revision(), row.beside())));
        for (Tick.TransitionRow row : result.transitions()) {
            told.add(Outgoing.data(row.transition(), row.view(), row.beside()).toString());
            if (row.transition().isRise()) {
                rises.add(row.transition());
            }
        }
        result.outgoing().forEach(row -> payloads.add(row.payload()));
    }

    private static List<Line> log(Connection connection) throws SQLException {
        List<Line> log = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, day, decided_at, rule_set FROM tick WHERE assessments > 0 ORDER BY id");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                log.add(new Line(
                        rows.getLong(1),
                        rows.getObject(2, LocalDate.class),
                        rows.getTimestamp(3).toInstant(),
                        rows.getString(4)));
            }
        }
        return log;
    }

    private static Map<String, SnapshotRecord> counties(Connection connection, LocalDate day, long tick)
            throws SQLException {
        Map<String, SnapshotRecord> counties = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT county, figures FROM county_figures WHERE day = ? AND tick <= ? ORDER BY tick")) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counties.put(rows.getString(1), Json.read(rows.getString(2), SnapshotRecord.class));
                }
            }
        }
        return counties;
    }

    private List<Revisions.Earlier> earlier(Connection connection, Line line, RuleSet set) throws SQLException {
        Map<LocalDate, Set<String>> restated = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT day, county FROM county_figures WHERE tick = ? AND restated ORDER BY day")) {
            statement.setLong(1, line.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    restated.computeIfAbsent(rows.getObject(1, LocalDate.class), day -> new TreeSet<>())
                            .add(rows.getString(2));
                }
            }
        }
        TreeSet<LocalDate> days = new TreeSet<>(restated.keySet());
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT DISTINCT day FROM village_restated WHERE tick = ?")) {
            statement.setLong(1, line.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.add(rows.getObject(1, LocalDate.class));
                }
            }
        }
        List<Revisions.Earlier> earlier = new ArrayList<>();
        if (!days.isEmpty()) {
            LocalDate first = days.first();
            for (LocalDate day = first; day.isBefore(line.day()); day = day.plusDays(1)) {
                Map<String, SnapshotRecord> counties = counties(connection, day, line.id());
                if (!counties.isEmpty()) {
                    Line then = new Line(line.id(), day, line.at(), line.ruleSet());
                    Map<String, VillageFigures> villages = villages(connection, then);
                    restatedVillages(connection, day, "tick <= " + line.id())
                            .forEach(village -> villages.put(village.village(), village));
                    VillageParts parts = new VillageRound(campaign, set).assess(day, villages);
                    earlier.add(new Revisions.Earlier(
                            day,
                            counties,
                            parts,
                            restated.getOrDefault(day, Set.of()),
                            restatedVillages(connection, day, "tick = " + line.id())));
                }
            }
        }
        return earlier;
    }

    private static List<VillageFigures> restatedVillages(Connection connection, LocalDate day, String of)
            throws SQLException {
        List<VillageFigures> villages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT figures FROM village_restated WHERE day = ? AND " + of + " ORDER BY tick")) {
            statement.setObject(1, day);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    villages.add(Json.read(rows.getString(1), VillageFigures.class));
                }
            }
        }
        return villages;
    }

    private static Map<String, VillageFigures> villages(Connection connection, Line line) throws SQLException {
        Map<String, VillageFigures> villages = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT village, figures FROM village_figures WHERE day <= ? AND tick <= ? ORDER BY tick")) {
            statement.setObject(1, line.day());
            statement.setLong(2, line.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    villages.put(rows.getString(1), Json.read(rows.getString(2), VillageFigures.class));
                }
            }
        }
        return villages;
    }
}
