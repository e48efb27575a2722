package io.countywatch.metrics.figures;

import io.countywatch.metrics.publish.LogEnd;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Waits until what a receipt stands for is in the figures, and tells how much is not. */
@Singleton
class ReceiptGate {

    static final String TOPIC = "household-events.v1";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final long LAG_IS_FRESH_FOR = TimeUnit.SECONDS.toNanos(1);

    private final FiguresStore store;
    private final LogEnd logEnd;
    private volatile Measured lag = new Measured(0, System.nanoTime() - LAG_IS_FRESH_FOR - 1);

    ReceiptGate(FiguresStore store, LogEnd logEnd) {
        this.store = store;
        this.logEnd = logEnd;
    }

    /** @return records still to be applied before the receipt's, 0 when it is in */
    long await(Receipt receipt, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long missing = receipt.offset() + 1 - store.positions(TOPIC).getOrDefault(receipt.partition(), 0L);
            if (missing <= 0) {
                return 0;
            }
            if (System.nanoTime() > deadline) {
                return missing;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return missing;
            }
        }
    }

    /** Accepted events that are not applied yet, at most a second old. */
    long lag() {
        Measured last = lag;
        if (System.nanoTime() - last.at() > LAG_IS_FRESH_FOR) {
            Map<Integer, Long> ends = logEnd.of(TOPIC);
            Map<Integer, Long> positions = store.positions(TOPIC);
            long behind = ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                    .sum();
            last = new Measured(behind, System.nanoTime());
            lag = last;
        }
        return last.value();
    }

    private record Measured(long value, long at) {}

    /** Where intake has put an event: {@code partition:offset}. */
    record Receipt(int partition, long offset) {

        /** @throws IllegalArgumentException if it is not of that form */
        static Receipt parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a receipt has the form partition:offset");
            }
            return new Receipt(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }
    }
}
