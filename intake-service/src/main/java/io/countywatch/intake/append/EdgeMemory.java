package io.countywatch.intake.append;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countywatch.intake.event.ContentHash;
import io.countywatch.intake.event.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The identities stored lately, and those on their way to Kafka. Bounded, so it spots most duplicates, not all: the
 * authority is metrics-service. Thread-safe.
 */
final class EdgeMemory {

    private final Cache<Identity, ContentHash> stored;
    private final ConcurrentHashMap<Identity, CompletableFuture<ContentHash>> inFlight = new ConcurrentHashMap<>();

    EdgeMemory(long identities) {
        // Recency, not frequency: a resent batch is resent soon.
        this.stored = Caffeine.newBuilder()
                .maximumSize(identities)
                .executor(Runnable::run)
                .build();
    }

    /** The answer to a claim. */
    sealed interface Claim {

        /** The caller appends it, and must settle it with {@link #stored} or {@link #failed}. */
        record Fresh() implements Claim {

            private static final Fresh INSTANCE = new Fresh();
        }

        /** Stored with this content. */
        record Stored(ContentHash content) implements Claim {}

        /** Somebody else is appending it; completes with what is stored in the end, or {@code null} if nothing is. */
        record InFlight(CompletionStage<ContentHash> content) implements Claim {}
    }

    Claim claim(Identity identity) {
        CompletableFuture<ContentHash> mine = new CompletableFuture<>();
        CompletableFuture<ContentHash> other = inFlight.putIfAbsent(identity, mine);
        if (other != null) {
            return new Claim.InFlight(other);
        }
        // Looked up after the claim: stored() remembers before it lets go, so nothing slips between the two.
        ContentHash content = stored.getIfPresent(identity);
        if (content == null) {
            return Claim.Fresh.INSTANCE;
        }
        settle(identity, content);
        return new Claim.Stored(content);
    }

    /** Kafka has acknowledged it; never to be called before. */
    void stored(Identity identity, ContentHash content) {
        stored.put(identity, content);
        settle(identity, content);
    }

    /** It may or may not be stored, so whoever sends it again must be let through. */
    void failed(Identity identity) {
        settle(identity, null);
    }

    private void settle(Identity identity, ContentHash content) {
        CompletableFuture<ContentHash> waiting = inFlight.remove(identity);
        if (waiting != null) {
            waiting.complete(content);
        }
    }

    int inFlight() {
        return inFlight.size();
    }
}
