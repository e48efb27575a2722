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
            Tick.Result decided = tick.pipeline(judgements, handling.known(connection, today, now), today, now);
            if (!decided.outgoing().isEmpty()) {
                new TickStore(connection).write(header(today, now), decided);
                handling.end(decided.ended(), now);
                handling.settle(connection, now);
                services.meters().transitions(decided.transitions());
            }
            return null;
        });
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
