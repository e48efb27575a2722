package io.countywatch.alert.evaluation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.TestServers;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.AlertConfig;
import io.countywatch.alert.startup.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An evaluator on the clock on the wall, as in production, and figures of a day that goes on while they are published. Every
 * test has days of its own.
 */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class WallClockTest extends OnStage {

    private static final String BUTUO = "513429";
    private static final String VILLAGE = "513429-001";
    private static final String BEHIND = "county-behind-schedule:513429:resettlement";
    private static final List<Long> SLOWING = List.of(28L, 36L, 41L, 48L, 55L, 60L, 62L, 46L, 38L, 36L, 30L, 24L, 6L);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DAY = LocalDate.of(2020, 5, 26);

    private static long revision;

    @Inject
    Evaluator.Setting setting;

    @Inject
    Evaluator.Services services;

    private Evaluator evaluator;
    private Snapshots counties;
    private Villages villages;
    private final SetClock clock = new SetClock();

    @AfterEach
    void stop() {
        if (evaluator != null) {
            evaluator.stop();
            evaluator = null;
        }
        stage.execute("TRUNCATE alert, transition, tick, outbox, baseline, assessment, assessment_revision, fact,"
                + " county_figures, village_figures, village_restated CASCADE");
    }

    @Test
    void a_day_is_evaluated_when_it_is_over_and_again_when_something_comes_for_it_later() {
        start(setting.rules());
        clock.at(DAY, 23, 59);
        publish(DAY, resettled(565), resettled(560), resettled(555));
        turn();
        assertThat(evaluated())
                .as("the last day that is over")
                .isEqualTo(DAY.minusDays(1).toString());
        assertThat(state()).isEqualTo("PENDING");

        // Ten households moved just before midnight, and nothing has happened yet on the new day.
        clock.at(DAY.plusDays(1), 0, 1);
        publish(DAY.plusDays(1), resettled(575), resettled(575), resettled(560));
        turn();
        assertThat(evaluated()).isEqualTo(DAY.toString());
        assertThat(done(DAY)).isEqualTo(575);
        long ticks = ticks();

        clock.at(DAY.plusDays(1), 12, 0);
        publish(DAY.plusDays(1), resettled(600), resettled(575), resettled(560));
        turn();
        assertThat(ticks()).as("today's work is no news of yesterday").isEqualTo(ticks);

        // Everybody had moved by yesterday, as a telephone tells that was offline.
        publish(DAY.plusDays(1), resettled(640), resettled(640), resettled(560));
        turn();
        assertThat(ticks()).isEqualTo(ticks + 1);
        assertThat(done(DAY)).isEqualTo(640);
    }

    @Test
    void late_data_are_heard_of_also_after_a_failover_to_a_replica_that_has_read_the_day_from_its_start() {
        start(setting.rules());
        clock.at(DAY.plusDays(1), 0, 1);
        publish(DAY.plusDays(1), resettled(575), resettled(575), resettled(560));
        turn();
        Snapshots longRunning = counties;

        // Another one starts at nine and knows the day by its latest publication only.
        clock.at(DAY.plusDays(1), 9, 0);
        counties = Snapshots.ofRunningDays(codes(Level.COUNTY));
        publish(DAY.plusDays(1), resettled(590), resettled(575), resettled(560));
        Snapshots restarted = counties;
        evaluator.stop();
        take(restarted);
        turn();
        long ticks = ticks();

        evaluator.stop();
        take(longRunning);
        publishTo(longRunning, DAY.plusDays(1), resettled(591), resettled(575), resettled(560));
        turn();
        assertThat(ticks()).as("nothing has come for the day").isEqualTo(ticks);
        publishTo(longRunning, DAY.plusDays(1), resettled(591), resettled(640), resettled(560));
        turn();
        assertThat(done(DAY)).isEqualTo(640);
    }

    @Test
    void what_today_has_not_brought_yet_raises_nothing_at_midnight() {
        start(setting.rules());
        // Six days behind at the end of each day, which is not late yet; of the running day nothing is heard before the
        // evening.
        for (LocalDate day = DAY; day.isBefore(DAY.plusDays(4)); day = day.plusDays(1)) {
            for (int hour : new int[] {0, 9, 17, 20}) {
                clock.at(day, hour, 5);
                LocalDate known = hour < 20 ? day.minusDays(1) : day;
                publish(day, sixDaysLate(known), sixDaysLate(day.minusDays(1)), sixDaysLate(day.minusDays(2)));
                turn();
                assertThat(evaluated()).isEqualTo(day.minusDays(1).toString());
            }
        }

        assertThat(stage.text("SELECT string_agg(state, ',') FROM alert")).isNull();
        assertThat(stage.text("SELECT string_agg(DISTINCT status, ',') FROM assessment"
                        + " WHERE unit = '513429' AND measure = 'resettlement'"))
                .isEqualTo("ON_TRACK");
    }

    private CountySnapshot sixDaysLate(LocalDate day) {
        PlanVersion plan = campaign.plans().stream()
                .filter(one -> one.measure().equals("resettlement")
                        && one.covers(campaign.units().get(BUTUO)))
                .findFirst()
                .orElseThrow()
                .inForce(day);
        int at = plan.actualTime(day);
        long done = (long) Math.ceil(640 * plan.planned(at - 6));
        List<Long> windows = new ArrayList<>();
        for (int age = 12; age >= 0; age--) {
            windows.add(Math.round(640 * (plan.planned(at - 7.0 * age) - plan.planned(at - 7.0 * age - 7))));
        }
        return CountySnapshot.onPlan(campaign, campaign.units().get(BUTUO), day)
                .of(campaign.measure("resettlement"), 640, done, windows);
    }

    @Test
    void a_first_day_that_is_taken_back_leaves_nothing_to_fire_on_the_next() {
        start(setting.rules());
        clock.at(DAY.plusDays(1), 0, 1);
        publish(DAY.plusDays(1), resettled(565), resettled(565), resettled(640));
        turn();
        assertThat(state()).isEqualTo("PENDING");

        clock.at(DAY.plusDays(1), 8, 0);
        publish(DAY.plusDays(1), resettled(640), resettled(640), resettled(640));
        turn();
        assertThat(state()).isEqualTo("INACTIVE");
        assertThat(transitions()).isEqualTo("pending,dropped");

        clock.at(DAY.plusDays(2), 0, 1);
        publish(DAY.plusDays(2), resettled(565), resettled(565), resettled(640));
        turn();
        assertThat(state()).as("one day that raises").isEqualTo("PENDING");
        assertThat(transitions()).isEqualTo("pending,dropped,pending");
    }

    @Test
    void villages_of_the_day_that_is_over_are_as_its_late_data_say() {
        start(setting.rules());
        villages.accept(village(new VillageSnapshot(VILLAGE, DAY).of(campaign.measure("resettlement"), 40, 10)));
        clock.at(DAY.plusDays(1), 0, 1);
        publish(DAY.plusDays(1), resettled(640), resettled(640), resettled(640));
        turn();
        assertThat(village(DAY)).isEqualTo(10);

        villages.accept(village(new VillageSnapshot(VILLAGE, DAY.plusDays(1))
                .of(campaign.measure("resettlement"), 40, 20)
                .previous(new VillageSnapshot(VILLAGE, DAY).of(campaign.measure("resettlement"), 40, 12))));
        turn();
        assertThat(village(DAY)).as("two more by the end of the day").isEqualTo(12);

        clock.at(DAY.plusDays(2), 0, 1);
        publish(DAY.plusDays(2), resettled(640), resettled(640), resettled(640));
        turn();
        assertThat(village(DAY.plusDays(1))).isEqualTo(20);
        assertThat(village(DAY)).isEqualTo(12);
    }

    @Test
    void every_turn_counts_for_the_pipelines_own_alert_on_one_day_too() {
        start(
                RulesReader.of(
                        """
                rules:
                  - id: pipeline-stale
                    raise: { evaluations: 3 }
                    clear: { evaluations: 3 }
                """));
        clock.at(DAY, 0, 1);
        publish(DAY, resettled(640), resettled(640), resettled(640));
        turn();

        for (String expected : List.of("PENDING", "PENDING", "FIRING", "FIRING")) {
            // Since midnight nothing was published, though every county is published again after ten minutes.
            clock.at(DAY, 6, clock.next++);
            turn();
            assertThat(pipeline()).isEqualTo(expected);
        }
        for (String expected : List.of("RECOVERING", "RECOVERING", "RESOLVED")) {
            clock.at(DAY, 6, clock.next++);
            publish(DAY, resettled(640), resettled(640), resettled(640));
            turn();
            assertThat(pipeline()).isEqualTo(expected);
        }
    }

    /** What Butuo's snapshot says of one day. */
    private CountySnapshot resettled(long done) {
        Unit butuo = campaign.units().get(BUTUO);
        return CountySnapshot.onPlan(campaign, butuo, clock.today)
                .of(campaign.measure("resettlement"), 640, done, SLOWING);
    }

    /** Publishes the running day: Butuo as given, that day first and then those before; everybody else on plan. */
    private void publish(LocalDate day, CountySnapshot... butuo) {
        publishTo(counties, day, butuo);
    }

    private void publishTo(Snapshots counties, LocalDate day, CountySnapshot... butuo) {
        revision++;
        for (Unit county : campaign.units().of(Level.COUNTY)) {
            Map<String, Object> value = new HashMap<>();
            for (int ago = 0; ago <= 3; ago++) {
                CountySnapshot snapshot = county.code().equals(BUTUO)
                        ? butuo[Math.min(ago, butuo.length - 1)]
                        : CountySnapshot.onPlan(campaign, county, day.minusDays(ago));
                put(value, day.minusDays(ago), ago, snapshot);
            }
            counties.accept(Json.read(Json.write(value), SnapshotRecord.class));
        }
    }

    @SuppressWarnings("unchecked")
    private void put(Map<String, Object> value, LocalDate day, int ago, CountySnapshot snapshot) {
        Map<String, Object> figures = Json.read(snapshot.revision(revision).json(), HashMap.class);
        figures.put("effectiveThrough", day.toString());
        figures.put("lastReportAt", day.atTime(12, 0).atZone(ZONE).toInstant().toString());
        if (ago == 0) {
            figures.put("asOf", clock.instant().toString());
            value.putAll(figures);
            value.put("previous", new ArrayList<>());
        } else {
            figures.keySet()
                    .retainAll(
                            Set.of("effectiveThrough", "measures", "windows", "lastReportAt", "villages", "relapse"));
            ((List<Object>) value.get("previous")).add(figures);
        }
    }

    private VillageFigures village(VillageSnapshot snapshot) {
        revision++;
        return VillageFigures.of(
                Json.read(snapshot.revision(revision).json(), VillageRecord.class), campaign.measures());
    }

    /** Takes the lease from the service's own evaluator, whose clock is the data's. */
    private void start(RuleSet rules) {
        villages = Villages.ofRunningDays(codes(Level.VILLAGE));
        clock.at(DAY, 0, 0);
        take(Snapshots.ofRunningDays(codes(Level.COUNTY)), rules);
    }

    private void take(Snapshots read) {
        take(read, setting.rules());
    }

    private void take(Snapshots read, RuleSet rules) {
        counties = read;
        evaluator = new Evaluator(
                "on the wall",
                new Evaluator.Setting(campaign, rules, onTheWall(setting.config()), clock),
                new Evaluator.Sources(counties, villages),
                services);
        await().atMost(20, SECONDS).until(() -> {
            stage.execute("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'"
                    + " WHERE owner <> 'on the wall'");
            evaluator.turn();
            return evaluator.holdsLease();
        });
    }

    /** The same settings on another clock, with a lease that lives as long as a test. */
    private static AlertConfig onTheWall(AlertConfig config) {
        AlertConfig.Evaluation evaluation =
                proxy(AlertConfig.Evaluation.class, config.evaluation(), Map.of("lease", Duration.ofHours(1)));
        return proxy(AlertConfig.class, config, Map.of("clock", AlertConfig.ClockKind.WALL, "evaluation", evaluation));
    }

    private static <T> T proxy(Class<T> type, T settings, Map<String, Object> instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> instead.containsKey(method.getName())
                        ? instead.get(method.getName())
                        : method.invoke(settings, args)));
    }

    private Set<String> codes(Level level) {
        return campaign.units().of(level).stream().map(Unit::code).collect(Collectors.toSet());
    }

    private void turn() {
        clock.pass();
        evaluator.turn();
        assertThat(evaluator.holdsLease()).isTrue();
    }

    private String evaluated() {
        return stage.text("SELECT max(day)::text FROM tick WHERE assessments > 0");
    }

    private long ticks() {
        return Long.parseLong(stage.text("SELECT count(*) FROM tick WHERE assessments > 0"));
    }

    private long done(LocalDate day) {
        List<String> stages = campaign.measure("resettlement").done();
        return Long.parseLong(
                stage.text("SELECT c.figures->'measures'->'resettlement'->'" + stages.get(stages.size() - 1)
                        + "'->>'subjects' FROM county_figures c WHERE c.county = '513429' AND c.day = '" + day
                        + "' ORDER BY tick DESC LIMIT 1"));
    }

    private long village(LocalDate day) {
        VillageFigures figures = database.inTransaction(
                        connection -> new VillageFiguresStore(connection).known(List.of(VILLAGE), day))
                .get(0);
        return figures.measure("resettlement").done();
    }

    private String state() {
        return stage.text("SELECT state FROM alert WHERE id = '" + BEHIND + "'");
    }

    private String pipeline() {
        return stage.text("SELECT state FROM alert WHERE rule = 'pipeline-stale'");
    }

    private String transitions() {
        return stage.text(
                "SELECT string_agg(kind, ',' ORDER BY sequence) FROM transition WHERE alert = '" + BEHIND + "'");
    }

    /** A clock that stands where a test puts it; each look of the evaluator is late enough to be due. */
    private static final class SetClock extends Clock {

        private LocalDate today = DAY;
        private int next;
        private Instant now = Instant.EPOCH;

        void at(LocalDate day, int hour, int minute) {
            today = day;
            now = day.atTime(hour, minute).atZone(ZONE).toInstant();
        }

        void pass() {
            now = now.plusSeconds(61);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
