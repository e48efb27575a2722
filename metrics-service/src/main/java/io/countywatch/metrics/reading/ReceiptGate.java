package io.countywatch.metrics.reading;

import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.http.Problem;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Waits until what a receipt stands for is in the figures, and tells how much is not. */
@Singleton
public class ReceiptGate {

    private static final Logger LOG = Logger.getLogger(ReceiptGate.class);
    private static final long LAG_IS_FRESH_FOR = TimeUnit.SECONDS.toNanos(1);
    private static final long LAG_UNKNOWN_FOR = TimeUnit.SECONDS.toNanos(10);

    private final Progress progress;
    private final Looks looks;
    private final Semaphore places;
    private final LogEnd logEnd;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile Measured lag;

    ReceiptGate(Progress progress, Looks looks, LogEnd logEnd, MetricsConfig config) {
        this.progress = progress;
        this.looks = looks;
        this.places = new Semaphore(config.reading().mostWaiting());
        this.logEnd = logEnd;
    }

    /** @throws Problem 425 if the query names a receipt that is not in when its patience ends, or as many wait as may */
    public void pass(AfterQuery query) {
        Receipt receipt = query.receipt();
        if (receipt != null) {
            long missing = await(receipt, query.patience());
            if (missing > 0) {
                throw Problem.tooEarly(missing);
            }
        }
    }

    /** @return records still to be applied before the receipt's, 0 when it is in */
    private long await(Receipt receipt, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long missing = receipt.missing(looks.now());
        // Whoever waits holds one of the threads that answer requests: the others must go on being answered.
        if (missing == 0 || atMost.isZero() || !places.tryAcquire()) {
            return missing;
        }
        try {
            while (missing > 0) {
                Map<Integer, Long> positions = looks.next(deadline - System.nanoTime());
                if (positions == null) {
                    return missing;
                }
                missing = receipt.missing(positions);
            }
            return 0;
        } finally {
            places.release();
        }
    }

    /** Accepted events that are not applied yet, at most two seconds old; null while Kafka does not tell. */
    public Long lag() {
        Measured last = lag;
        long age = last == null ? Long.MAX_VALUE : System.nanoTime() - last.at();
        if (last == null || age > 2 * last.freshFor()) {
            last = measure();
            lag = last;
        } else if (age > last.freshFor() && measuring.compareAndSet(false, true)) {
            // Whoever asks again and again does not wait for Kafka each second.
            Infrastructure.getDefaultExecutor().execute(() -> {
                try {
                    lag = measure();
                } finally {
                    measuring.set(false);
                }
            });
        }
        return last.value();
    }

    private Measured measure() {
        try {
            Map<Integer, Long> ends = logEnd.of(Progress.TOPIC);
            return new Measured(Progress.behind(progress.positions(), ends), System.nanoTime(), LAG_IS_FRESH_FOR);
        } catch (IllegalStateException e) {
            // Figures are the database's: they are told while Kafka is away, and not every caller waits for it.
            LOG.warnf("lag unknown: %s", e.getMessage());
            return new Measured(null, System.nanoTime(), LAG_UNKNOWN_FOR);
        }
    }

    private record Measured(Long value, long at, long freshFor) {}

    /** Where intake has put an event: {@code partition:offset}. */
    record Receipt(int partition, long offset) {

        private static final Pattern FORM = Pattern.compile("[0-9]{1,6}:[0-9]{1,18}");

        /** @throws IllegalArgumentException if it is not of that form */
        static Receipt parse(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException("a receipt has the form partition:offset");
            }
            int colon = text.indexOf(':');
            return new Receipt(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }

        /** Records still to be applied before this one, and it; 0 when it is in. */
        long missing(Map<Integer, Long> positions) {
            return Math.max(0, offset + 1 - positions.getOrDefault(partition, 0L));
        }
    }
}
