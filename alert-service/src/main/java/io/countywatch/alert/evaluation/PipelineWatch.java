package io.countywatch.alert.evaluation;

import io.countywatch.alert.snapshot.Snapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Looks on the clock whether the figures themselves are stale. Used by one thread. */
final class PipelineWatch {

    private final Evaluator.Setting setting;
    private final Snapshots snapshots;
    private final Instant started;
    private Instant due = Instant.MIN;
    private Optional<LocalDate> reachedBefore = Optional.empty();

    PipelineWatch(Evaluator.Setting setting, Snapshots snapshots) {
        this.setting = setting;
        this.snapshots = snapshots;
        this.started = setting.clock().instant();
    }

    /** Empty when it is not time to look, or while the topic may not have been read to its end yet. */
    Optional<Boolean> isStale(Instant now) {
        Duration every = setting.config().evaluation().every();
        if (Due.isAhead(due, now, every)) {
            return Optional.empty();
        }
        due = now.plus(every);
        return setting.isReplay()
                ? inAReplay()
                : Staleness.onTheWallSince(
                        started,
                        new Staleness.Heard(snapshots.reachedByAll(), snapshots.lastPublished()),
                        now,
                        setting.config().evaluation().staleAfter(),
                        setting.campaign().zone());
    }

    /** Days fly past in a replay, and partitions are read one after the other: stale is only who stands still. */
    private Optional<Boolean> inAReplay() {
        Optional<LocalDate> reached = snapshots.reachedByAll();
        boolean firstLook = reachedBefore.isEmpty();
        boolean standsStill = reached.equals(reachedBefore);
        reachedBefore = reached;
        boolean lags = Staleness.inAReplay(reached, snapshots.reachedByAny());
        if (reached.isEmpty() || (!standsStill && (firstLook || lags))) {
            return Optional.empty(); // a standing alert must not end because the topic is only being read
        }
        return Optional.of(standsStill && lags);
    }
}
