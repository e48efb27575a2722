package io.countywatch.alert.console;

import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.api.QueryStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Looks once for everybody who waits, however many they are; nobody waits, nobody looks. */
@Singleton
class News {

    private static final Logger LOG = Logger.getLogger(News.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int KEEP_ALIVE_LOOKS = 15;

    private final QueryStore queries;
    private final AtomicReference<Freshness> last = new AtomicReference<>();
    private final AtomicLong looks = new AtomicLong();
    private final Multi<Optional<Freshness>> shared;

    News(QueryStore queries) {
        this.queries = queries;
        shared = Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(tick -> look())
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /** Up to when is evaluated, whenever that changes; empty at first, and when nothing has for 15 looks. */
    Multi<Optional<Freshness>> follow() {
        // The first one says only that the connection stands: otherwise nobody would know before something changes.
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(Optional.<Freshness>empty()),
                        shared.onOverflow().drop());
    }

    private Multi<Optional<Freshness>> look() {
        try {
            Freshness now = queries.freshness();
            if (!now.equals(last.getAndSet(now))) {
                return Multi.createFrom().item(Optional.of(now));
            }
        } catch (RuntimeException e) {
            // A database that does not answer is no news; the next look tells.
            LOG.debugf("event=news_unreadable cause=%s", e.getMessage());
        }
        return looks.incrementAndGet() % KEEP_ALIVE_LOOKS == 0
                ? Multi.createFrom().item(Optional.empty())
                : Multi.createFrom().empty();
    }
}
