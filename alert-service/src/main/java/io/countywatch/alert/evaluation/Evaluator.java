package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.AlertConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Evaluates every published campaign day once, in order, and again when later figures of the last day come. Only the
 * holder of the lease evaluates. Used by one thread.
 */
final class Evaluator {

    private static final Logger LOG = Logger.getLogger(Evaluator.class);

    /** What it works with. */
    record Setting(Campaign campaign, RuleSet rules, AlertConfig config, Clock clock) {

        /** Whether the data are the clock. */
        boolean isReplay() {
            return config.clock() == AlertConfig.ClockKind.REPLAY;
        }
    }

    /** Whom it works with. */
    record Services(Database database, HandlingService handling, EvaluationMeters meters, EvaluationTraces traces) {}

    /** What it reads. */
    record Sources(Snapshots counties, Villages villages) {}

    private final Setting setting;
    private final Tenure tenure;
    private final Tick tick;
    private final TickLog log;
    private final Snapshots snapshots;
    private final VillageWatch villages;
    private final RecentDays recent;
    private final Database database;
    private final HandlingService handling;
    private final EvaluationMeters meters;
    private final EvaluationTraces traces;
    private final PipelineTurn pipeline;
    private final EndsTurn ends;

    private TickStore.Evaluated last = new TickStore.Evaluated(LocalDate.MIN, Map.of());
    // S of every unit when its plan was first seen: read once, since only the holder of the lease adds to it.
    private Map<String, Long> baselines = Map.of();
    private Instant revisionDue = Instant.MIN;

    Evaluator(String owner, Setting setting, Sources sources, Services services) {
        this.setting = setting;
        this.tenure = new Tenure(owner, setting.config().evaluation().lease(), setting.clock(), services.database());
        this.tick = new Tick(setting.campaign(), setting.rules());
        this.log = new TickLog(setting.rules(), setting.config().evaluation().keepTicks());
        this.snapshots = sources.counties();
        this.villages = new VillageWatch(setting.campaign(), setting.rules(), sources.villages());
        this.recent = new RecentDays(
                setting.campaign().zone(), new PastVillages(setting.campaign(), setting.rules(), services.database()));
        this.database = services.database();
        this.handling = services.handling();
        this.meters = services.meters();
        this.traces = services.traces();
        this.pipeline = new PipelineTurn(setting, snapshots, tenure, services);
        this.ends = new EndsTurn(setting.clock(), tenure, services);
    }

    /** Whether this replica evaluates, as far as it knows. */
    boolean holdsLease() {
        return tenure.isHeld();
    }

    /** One turn: keeps the lease, evaluates what is ready. */
    void turn() {
        try {
            if (keepLease()) {
                // First, so that the days find out whether the pipeline's alert speaks for theirs.
                pipeline.turn();
                newDays();
                revisedDay();
                ends.turn();
            }
        } catch (Lease.Lost e) {
            // Somebody else decides now. Nothing of this turn was written.
            tenure.lost(e);
        }
    }

    /** Gives the lease back at the end of the process. */
    void stop() {
        tenure.end();
    }

    private boolean keepLease() {
        boolean held = tenure.keep(this::follow);
        meters.lease(held);
        return held;
    }

    /** Goes on where the last evaluator stopped, this replica or another. */
    private void follow(OptionalLong epoch) {
        last = database.inTransaction(
                connection -> new TickStore(connection).lastEvaluated().orElse(last));
        snapshots.forgetBefore(last.day());
        villages.forgetBefore(last.day());
        if (epoch.isPresent()) {
            baselines = database.inTransaction(connection -> {
                new TickStore(connection).rules(setting.rules());
                villages.restore(connection);
                recent.restore(new FiguresStore(connection).counties(last.day()));
                return new AssessmentStore(connection).baselines();
            });
            LOG.infof(
                    "event=lease_taken epoch=%d lastDay=%s",
                    epoch.getAsLong(), last.day().equals(LocalDate.MIN) ? "none" : last.day());
        }
    }

    private void newDays() {
        for (LocalDate day : snapshots.completeAfter(last.day())) {
            if (!isOver(day)) {
                continue; // somebody's clock is wrong; once evaluated, every day before it would be past
            }
            snapshots.of(day).ifPresent(figures -> evaluate(day, figures));
        }
    }

    private void revisedDay() {
        if (Due.isAhead(
                revisionDue,
                setting.clock().instant(),
                setting.config().evaluation().revisionDelay())) {
            return;
        }
        Optional<Map<String, SnapshotRecord>> figures = snapshots.of(last.day());
        if (figures.isEmpty() || !isOver(last.day())) {
            return;
        }
        Map<String, Long> revisions = recent.revisions(last, figures.get().values());
        if (last.isOlderThan(revisions) || hasNewsOfVillages(revisions)) {
            evaluate(last.day(), figures.get());
        }
    }

    /** News of villages on the counties' present figures; on older ones it waits until the topic is read further. */
    private boolean hasNewsOfVillages(Map<String, Long> revisions) {
        return revisions.equals(last.revisions()) && villages.hasNews(last.day());
    }

    private boolean isOver(LocalDate day) {
        return setting.isReplay()
                || Staleness.isOver(
                        day, setting.clock().instant(), setting.campaign().zone());
    }

    private void evaluate(LocalDate day, Map<String, SnapshotRecord> figures) {
        // As finely as the database keeps it, so that the tick can be played again to the byte.
        Instant now = setting.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Long> revisions = TickLog.revisions(figures);
        long start = System.nanoTime();
        VillageWatch.Seen seen = villages.see(day, baselines, this::keepLease);
        Tick.Figures with = new Tick.Figures(
                figures,
                seen.parts(),
                seen.firstSeen(),
                recent.restatedBy(day, figures.values(), seen.late(), this::keepLease));
        EvaluationTraces.Traced traced = traces.begin(day, revisions);
        Tick.Result result = database.inTransaction(connection -> {
            tenure.renew(connection);
            Tick.Known known = handling.known(connection, day, now);
            Tick.Result decided = tick.day(day, with, baselines, known, now);
            log.write(connection, new TickLog.Entry(day, tenure.epoch(), now, with, seen.toKeep()), decided, last);
            traced.name(connection, decided.outgoing());
            handling.end(decided.ended(), now);
            return decided;
        });
        traced.end();
        villages.kept(seen);
        recent.evaluated(day, with);
        result.baselineCandidates()
                .forEach((key, first) -> baselines.putIfAbsent(key, first.seen().scope()));
        last = new TickStore.Evaluated(day, revisions);
        tenure.renewedAt(now);
        revisionDue = now.plus(setting.config().evaluation().revisionDelay());
        snapshots.forgetBefore(day);
        villages.forgetBefore(day);
        meters.evaluated(result, System.nanoTime() - start);
        LOG.infof(
                "event=evaluated day=%s assessments=%d transitions=%d epoch=%d ms=%d",
                day,
                result.assessments().size(),
                result.transitions().size(),
                tenure.epoch(),
                (System.nanoTime() - start) / 1_000_000);
    }
}
