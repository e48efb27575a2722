package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.reading.Ask;
import io.countywatch.metrics.sums.KnownEntries;
import io.countywatch.metrics.sums.SumMerger;
import io.countywatch.metrics.sums.Summed;
import io.countywatch.metrics.sums.Sums;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sums of the ledger beside appliers, in a random order of everything that happens to them, against entries that were
 * remembered: at any instant, before and after each step. Tables of its own; a seed of its own each time, printed.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class LedgerSumsTest {

    private static final List<String> COUNTIES = List.of("520425", "513429", "450225");
    private static final LocalDate FIRST = LocalDate.of(2021, 6, 28);
    private static final int STEPS = 1_000;

    /** Of the dozen cells that there are. */
    private static final int LITTLE = 4;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Campaign campaign;

    @Inject
    LedgerReader reader;

    @Inject
    RollUpStore rollUps;

    private final Random random = new Random();
    private final List<Remembered> committed = new ArrayList<>();
    private final List<Remembered> open = new ArrayList<>();
    private final Set<Long> levels = new HashSet<>();
    private SumMerger merger = new SumMerger();
    private Connection leader;
    private Connection applier;
    private Connection slowApplier;
    private Sums sums;
    private String seen;
    private Instant now;
    private LocalDate rolledBefore = LocalDate.MIN;

    private record Remembered(String county, int series, int effective, Instant recorded, int subjects, long persons) {}

    @BeforeEach
    void tables_of_its_own() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, "DROP SCHEMA IF EXISTS sums_test CASCADE");
            execute(connection, "CREATE SCHEMA sums_test");
            for (String table :
                    List.of("ledger_segment", "ledger_sum", "ledger_total", "ledger_summed", "ledger_series")) {
                execute(connection, "CREATE TABLE sums_test." + table + " (LIKE " + table + " INCLUDING ALL)");
            }
            execute(
                    connection,
                    "INSERT INTO sums_test.ledger_series (measure, stage) VALUES ('status', 'POOR'),"
                            + " ('status', 'LIFTED'), ('report', 'RECEIVED')");
        }
        leader = own();
        applier = own();
        slowApplier = own();
        becomeLeader();
    }

    @AfterEach
    void gone() throws SQLException {
        for (Connection connection : List.of(leader, applier, slowApplier)) {
            connection.rollback();
            execute(connection, "SET search_path TO projection_3, publication");
            connection.commit();
            connection.close();
        }
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, "SET search_path TO projection_3, publication");
            execute(connection, "DROP SCHEMA sums_test CASCADE");
        }
    }

    @Test
    void at_every_instant_and_after_every_step_they_say_what_the_entries_say() throws SQLException {
        long seed = Long.getLong("countywatch.seed", System.nanoTime());
        System.out.println("seed: " + seed);
        random.setSeed(seed);
        now = FIRST.atTime(9, 0).atZone(zone()).toInstant();
        for (int step = 0; step < STEPS; step++) {
            String what = step();
            levels.add(number("SELECT coalesce(max(level), 0) FROM ledger_sum"));
            levels.add(number("SELECT coalesce(min(level), 0) FROM ledger_sum"));
            for (int i = 0; i < 3; i++) {
                check("seed %d step %d %s".formatted(seed, step, what));
            }
        }
        assertThat(levels).as("slots of ten seconds, and days").contains(0L, 3L);
        assertThat(number("SELECT count(*) FROM ledger_total WHERE NOT recent"))
                .as("totals that the recent part has gone into")
                .isPositive();
    }

    @Test
    void those_of_another_server_do_not_count_and_are_made_anew() throws SQLException {
        now = FIRST.atTime(9, 0).atZone(zone()).toInstant();
        for (int i = 0; i < 5; i++) {
            segment(applier, committed);
            applier.commit();
            tick(true);
        }
        execute(leader, "UPDATE ledger_summed SET server = server + 1");
        for (String table : List.of("ledger_sum", "ledger_total")) {
            execute(leader, "UPDATE " + table + " SET persons = array_fill(7, ARRAY[cardinality(persons)])::bigint[]");
        }
        leader.commit();

        for (int i = 0; i < 10; i++) {
            check("restored elsewhere");
        }
        becomeLeader();
        tick(true);

        check("made anew");
        assertThat(number("SELECT count(*) FROM ledger_sum")).isPositive();
    }

    private String step() throws SQLException {
        now = now.plusSeconds(random.nextInt(8) == 0 ? random.nextInt(30_000) : random.nextInt(60));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                segment(applier, committed);
                applier.commit();
                return "applied";
            }
            case 4 -> {
                segment(slowApplier, open);
                return "begun by one who takes long";
            }
            case 5 -> {
                slowApplier.commit();
                committed.addAll(open);
                open.clear();
                return "committed late";
            }
            case 6 -> {
                slowApplier.rollback();
                open.clear();
                return "rolled back";
            }
            case 7, 8 -> {
                tick(true);
                return "a tick";
            }
            case 9 -> {
                tick(false);
                becomeLeader();
                return "a tick that dies before its commit, and another leader";
            }
            case 10 -> {
                merger.merge(leader, zone());
                boolean dies = random.nextInt(4) == 0;
                if (dies) {
                    leader.rollback();
                    becomeLeader();
                } else {
                    leader.commit();
                }
                return dies ? "a merge that dies" : "a merge";
            }
            default -> {
                rollUp();
                return "rolled up";
            }
        }
    }

    private void segment(Connection connection, List<Remembered> to) throws SQLException {
        String county = COUNTIES.get(random.nextInt(COUNTIES.size()));
        List<Remembered> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            // A partition that lags brings what was received a while ago, sometimes on a past day.
            Instant recorded = now.minusMillis(random.nextInt(random.nextInt(10) == 0 ? 100_000_000 : 4_000))
                    .truncatedTo(ChronoUnit.MICROS);
            entries.add(new Remembered(
                    county,
                    1 + random.nextInt(3),
                    (int) FIRST.toEpochDay() - random.nextInt(4),
                    recorded,
                    random.nextInt(5) - 2,
                    random.nextInt(9) - 4));
        }
        String sql =
                """
                INSERT INTO ledger_segment
                  (county, village, series, effective, recorded, subjects, persons, first_recorded, last_recorded)
                SELECT ?, array_agg(0), array_agg(s), array_agg(e), array_agg(r), array_agg(n), array_agg(p), min(r), max(r)
                FROM unnest(?::int[], ?::int[], ?::bigint[], ?::int[], ?::bigint[]) AS l(s, e, r, n, p)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, county);
            statement.setArray(2, array(connection, "int4", entries.stream().map(Remembered::series)));
            statement.setArray(3, array(connection, "int4", entries.stream().map(Remembered::effective)));
            statement.setArray(4, array(connection, "int8", entries.stream().map(LedgerSumsTest::micros)));
            statement.setArray(5, array(connection, "int4", entries.stream().map(Remembered::subjects)));
            statement.setArray(6, array(connection, "int8", entries.stream().map(Remembered::persons)));
            statement.executeUpdate();
        }
        to.addAll(entries);
    }

    private static java.sql.Array array(Connection connection, String type, java.util.stream.Stream<?> values)
            throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static long micros(Remembered entry) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, entry.recorded);
    }

    private void becomeLeader() {
        sums = new Sums(zone(), LITTLE);
        seen = null;
        merger = new SumMerger();
    }

    private void tick(boolean commits) throws SQLException {
        execute(leader, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        Summed summed = sums.begin(leader, today().atStartOfDay(zone()).toInstant());
        reader.read(leader, seen, summed, sums, new LedgerBook(Campaigns.CHINA));
        String read = text(leader, "SELECT pg_current_snapshot()::text");
        sums.write(leader, read, now);
        if (commits) {
            leader.commit();
            seen = read;
        } else {
            leader.rollback();
        }
    }

    private void rollUp() throws SQLException {
        if (seen != null) {
            Instant before = today().atStartOfDay(zone()).toInstant();
            for (String county : COUNTIES) {
                rollUps.rollUp(leader, county, before, seen, zone());
            }
            leader.commit();
            rolledBefore = today();
        }
    }

    /** Within days that may have been rolled up, the end of the day is asked for: there the ledger itself is coarser. */
    private void check(String when) throws SQLException {
        Instant known = random.nextInt(3) == 0
                ? null
                : now.minusSeconds(random.nextInt(random.nextInt(2) == 0 ? 300 : 400_000));
        if (known != null && known.atZone(zone()).toLocalDate().isBefore(rolledBefore)) {
            known = known.atZone(zone())
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone())
                    .toInstant()
                    .minusNanos(1_000);
        }
        int effective = (int) FIRST.toEpochDay() - random.nextInt(4);
        assertThat(told(COUNTIES, known, effective, false))
                .as("%s: counties as of %d, known at %s", when, effective, known)
                .isEqualTo(remembered(known, effective, false));
        assertThat(told(COUNTIES, known, effective, true))
                .as("%s: all together as of %d, known at %s", when, effective, known)
                .isEqualTo(remembered(known, effective, true));
    }

    private Map<String, String> told(Collection<String> counties, Instant known, int effective, boolean whole)
            throws SQLException {
        KnownEntries entries = new KnownEntries(zone());
        String sql =
                """
                SELECT county, series, sum(subjects), sum(persons) FROM (
                  SELECT CASE WHEN ? THEN '' ELSE county END AS county, series, subjects, persons
                  FROM entry WHERE effective <= ?) AS l
                GROUP BY 1, 2 HAVING sum(subjects) <> 0 OR sum(persons) <> 0
                """;
        List<Object> parameters = List.of(whole, effective);
        Ask.Rows<Map<String, String>> rows = row -> {
            Map<String, String> told = new TreeMap<>();
            while (row.next()) {
                told.put(row.getString(1) + "/" + row.getInt(2), row.getLong(3) + "/" + row.getLong(4));
            }
            return told;
        };
        Map<String, String> told = (whole
                        ? entries.ofAll(counties, known, sql, parameters, rows)
                        : entries.of(counties, known, sql, parameters, rows))
                .on(applier);
        applier.rollback();
        return told;
    }

    private Map<String, String> remembered(Instant known, int effective, boolean whole) {
        Map<String, long[]> sum = new TreeMap<>();
        for (Remembered entry : committed) {
            if (entry.effective <= effective && (known == null || !entry.recorded.isAfter(known))) {
                long[] cell = sum.computeIfAbsent((whole ? "" : entry.county) + "/" + entry.series, any -> new long[2]);
                cell[0] += entry.subjects;
                cell[1] += entry.persons;
            }
        }
        Map<String, String> remembered = new TreeMap<>();
        sum.forEach((key, cell) -> {
            if (cell[0] != 0 || cell[1] != 0) {
                remembered.put(key, cell[0] + "/" + cell[1]);
            }
        });
        return remembered;
    }

    private LocalDate today() {
        return now.atZone(zone()).toLocalDate();
    }

    private ZoneId zone() {
        return campaign.timeZone();
    }

    private Connection own() throws SQLException {
        Connection connection = dataSource.getConnection();
        execute(connection, "SET search_path TO sums_test, projection_3, publication");
        connection.setAutoCommit(false);
        return connection;
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(applier, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
