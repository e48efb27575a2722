package io.countywatch.metrics.console;

import io.countywatch.metrics.campaign.Campaign;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts of everything that came, kept for a while: they cost a walk over all events, and nobody needs them to the second. */
@Singleton
class Tallies {

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final QualityStore store;
    private final Campaign campaign;
    private final Clock clock;
    private Tally last;

    Tallies(QualityStore store, Campaign campaign, Clock clock) {
        this.store = store;
        this.campaign = campaign;
        this.clock = clock;
    }

    record Tally(Instant at, List<QualityStore.Received> received, List<QualityStore.Rejected> rejected) {}

    /** At most half a minute old. One counts, the others wait for it. */
    synchronized Tally now() {
        Instant now = clock.instant();
        if (last == null || !now.isBefore(last.at().plus(KEPT))) {
            last = new Tally(now, store.received(campaign.timeZone()), store.rejected(campaign.timeZone()));
        }
        return last;
    }
}
