package io.countywatch.metrics.reading;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at how far the figures are, for all who wait together: the database is asked as often for a hundred as for one. */
@Singleton
class Looks {

    private static final long APART_MILLIS = 50;

    private final Progress progress;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "looks");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Map<Integer, Long>> next;

    Looks(Progress progress) {
        this.progress = progress;
    }

    /** At once, for the caller alone: next offset to be applied, by partition. */
    Map<Integer, Long> now() {
        return progress.positions();
    }

    /**
     * The next look, which begins after this call.
     *
     * @return null if it takes longer than that
     * @throws io.countywatch.metrics.http.UnreadableException if the database does not answer
     */
    Map<Integer, Long> next(long withinNanos) {
        try {
            return upcoming().get(withinNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private synchronized CompletableFuture<Map<Integer, Long>> upcoming() {
        if (next == null) {
            next = new CompletableFuture<>();
            timer.schedule(this::look, APART_MILLIS, TimeUnit.MILLISECONDS);
        }
        return next;
    }

    private void look() {
        CompletableFuture<Map<Integer, Long>> look;
        synchronized (this) {
            // Who comes from here on may have been applied after what is read now: that is the look after this.
            look = next;
            next = null;
        }
        try {
            look.complete(progress.positions());
        } catch (RuntimeException | Error e) {
            look.completeExceptionally(e);
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
