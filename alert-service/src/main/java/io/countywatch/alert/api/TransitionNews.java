package io.countywatch.alert.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at the log of transitions once for all streams of this replica, however many they are; without any, it does not look. */
@Singleton
class TransitionNews {

    /** Between two looks. */
    static final Duration LOOK = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(TransitionNews.class);
    private static final int MOST = 500;
    private static final long UNKNOWN = -1;

    private final StreamStore store;
    private final Multi<Look> shared;
    private volatile long seen = UNKNOWN;

    TransitionNews(StreamStore store) {
        this.store = store;
        shared = Multi.createFrom()
                .ticks()
                .every(LOOK)
                // While nobody listened nobody looked: what came in between is for each who listens to catch up with.
                .onSubscription()
                .invoke(() -> seen = UNKNOWN)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(tick ->
                        Multi.createBy().repeating().supplier(this::look).whilst(Look::isFull))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /**
     * What is new in the log, of all units.
     *
     * @param after the position from which on it was read
     * @param upTo the position up to which nothing is missing in it
     */
    record Look(long after, long upTo, List<StreamStore.Told> told) {

        private boolean isFull() {
            return told.size() == MOST;
        }
    }

    /**
     * Every look, also one that finds nothing. Who is slow misses some: the next one's {@code after} tells. Each listener
     * has its own turn in the pool, so none waits for another one's reading.
     */
    Multi<Look> follow() {
        return shared.onOverflow().drop().emitOn(Infrastructure.getDefaultWorkerPool(), 1);
    }

    private Look look() {
        long from = seen;
        try {
            if (from == UNKNOWN) {
                from = store.end();
                seen = from;
                return new Look(from, from, List.of());
            }
            List<StreamStore.Told> told = store.after(from, MOST);
            long upTo = told.isEmpty() ? from : told.get(told.size() - 1).position();
            seen = upTo;
            return new Look(from, upTo, told);
        } catch (RuntimeException e) {
            // A database that does not answer is no news, and ends nobody's stream; the next look tells.
            LOG.debugf("event=news_unreadable cause=%s", e.getMessage());
            return new Look(Math.max(from, 0), Math.max(from, 0), List.of());
        }
    }
}
