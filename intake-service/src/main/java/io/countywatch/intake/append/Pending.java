package io.countywatch.intake.append;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Outcomes of a request that come in one by one, from any thread. */
final class Pending {

    private final Outcome[] outcomes;
    private final AtomicInteger open;
    private final CompletableFuture<List<Outcome>> done = new CompletableFuture<>();

    /** @param items at least one */
    Pending(int items) {
        this.outcomes = new Outcome[items];
        this.open = new AtomicInteger(items);
    }

    /** To be called once an item. The counter makes the write visible to whoever completes. */
    void settle(int index, Outcome outcome) {
        outcomes[index] = outcome;
        if (open.decrementAndGet() == 0) {
            done.complete(Arrays.asList(outcomes));
        }
    }

    CompletionStage<List<Outcome>> outcomes() {
        return done;
    }
}
