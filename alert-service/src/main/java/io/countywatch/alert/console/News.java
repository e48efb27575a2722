package io.countywatch.alert.console;

import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.api.QueryStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks once for everybody who waits, however many they are; nobody waits, nobody looks. What is new is settled for each
 * of them: who comes, or comes back, is told how it stands now, and later whatever is different from what that one was told.
 */
@Singleton
class News {

    private static final Logger LOG = Logger.getLogger(News.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int KEEP_ALIVE_LOOKS = 15;

    private final Multi<Optional<Freshness>> looks;

    @Inject
    News(QueryStore queries) {
        this(queries::freshness, LOOK);
    }

    /** @param every how long from one look to the next */
    News(Supplier<Freshness> now, Duration every) {
        looks = Multi.createFrom()
                .ticks()
                .every(every)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMultiAndConcatenate(tick -> Multi.createFrom().item(look(now)))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /**
     * Up to when is evaluated: as it is now, and whenever that changes; empty at first, and when nothing has changed for 15
     * looks.
     */
    Multi<Optional<Freshness>> follow() {
        // The first one says only that the connection stands: otherwise nobody would know while the database does not
        // answer.
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(Optional.<Freshness>empty()),
                        Multi.createFrom().deferred(() -> {
                            Waiting one = new Waiting();
                            // A look that one is too slow for is made good by the next: looks say how it is, not what
                            // changed.
                            return looks.onOverflow()
                                    .drop()
                                    .onItem()
                                    .transformToMultiAndConcatenate(
                                            look -> Multi.createFrom().items(one.told(look).stream()));
                        }));
    }

    /** Empty where nobody knows: a database that does not answer is no news, the next look tells. */
    private static Optional<Freshness> look(Supplier<Freshness> now) {
        try {
            return Optional.of(now.get());
        } catch (RuntimeException e) {
            LOG.debugf("event=news_unreadable cause=%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Somebody who waits, with what that one was told last; looks come one after the other. */
    private static final class Waiting {

        private Freshness last;
        private int quiet;

        /** What to tell of a look: nothing, that the connection stands, or the news. */
        synchronized Optional<Optional<Freshness>> told(Optional<Freshness> look) {
            if (look.isPresent() && !look.get().equals(last)) {
                last = look.get();
                quiet = 0;
                return Optional.of(look);
            }
            quiet++;
            if (quiet < KEEP_ALIVE_LOOKS) {
                return Optional.empty();
            }
            quiet = 0;
            return Optional.of(Optional.empty());
        }
    }
}
