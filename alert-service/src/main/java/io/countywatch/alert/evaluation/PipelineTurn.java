package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Judges the pipeline itself on the clock, beside the days. Used by one thread. */
final class PipelineTurn {

    private final Evaluator.Setting setting;
    private final Snapshots snapshots;
    private final Tenure tenure;
    private final Evaluator.Services services;
    private final PipelineWatch watch;
    private final Tick tick;

    PipelineTurn(Evaluator.Setting setting, Snapshots snapshots, Tenure tenure, Evaluator.Services services) {
        this.setting = setting;
        this.snapshots = snapshots;
        this.tenure = tenure;
        this.services = services;
        this.watch = new PipelineWatch(setting, snapshots);
        this.tick = new Tick(setting.campaign(), setting.rules());
    }

    /** @throws Lease.Lost if another replica evaluates by now */
    void turn() {
        Instant now = setting.clock().instant();
        // Empty: not yet, or too early to tell. What was told before stays.
        watch.isStale(now).ifPresent(stale -> judge(stale, now));
    }

    private void judge(boolean stale, Instant now) {
        services.meters().stale(stale);
        LocalDate wall = now.atZone(setting.campaign().zone()).toLocalDate();
        LocalDate today = setting.isReplay() ? snapshots.reachedByAny().orElse(wall) : wall;
        List<Judgement> judgements =
                new PipelineTick(setting.campaign(), setting.rules()).judge(stale, snapshots.reachedByAll());
        HandlingService handling = services.handling();
        services.database().inTransaction(connection -> {
            tenure.renew(connection);
            Tick.Known known = handling.known(connection, today, now);
            Tick.Result decided = tick.pipeline(judgements, known, today, now);
            if (decided.outgoing().isEmpty()) {
                // Nothing to tell, but every turn counts: also the second of three.
                new AlertStore(connection).alerts(now, counted(decided, known));
            } else {
                new TickStore(connection).write(header(today, now), decided);
                handling.end(decided.ended(), now);
                handling.settle(connection, now);
                services.meters().transitions(decided.transitions());
            }
            return null;
        });
    }

    private static List<Tick.AlertRow> counted(Tick.Result decided, Tick.Known known) {
        return decided.alerts().stream()
                .filter(row -> {
                    StoredAlert stored = known.alerts().get(row.alert().id().toString());
                    return stored != null
                            && !stored.alert().now().equals(row.alert().now());
                })
                .toList();
    }

    /** It looks at no county's figures. */
    private TickStore.Header header(LocalDate today, Instant now) {
        return new TickStore.Header(
                today,
                tenure.epoch(),
                now,
                SnapshotRecord.newestName(List.of()),
                setting.rules().hash(),
                Map.of());
    }
}
