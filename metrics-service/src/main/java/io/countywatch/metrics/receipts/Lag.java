package io.countywatch.metrics.receipts;

import io.countywatch.metrics.reading.LogEnd;
import io.countywatch.metrics.reading.Progress;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/** How much is still to be applied before an event that is not known may be called unknown. */
@Singleton
class Lag {

    private static final Logger LOG = Logger.getLogger(Lag.class);

    private final LogEnd logEnd;
    private final Progress progress;

    Lag(LogEnd logEnd, Progress progress) {
        this.logEnd = logEnd;
        this.progress = progress;
    }

    /** Records; null while Kafka does not tell. @param subject null: of every partition */
    Long behind(String subject) {
        try {
            Map<Integer, Long> ends = logEnd.of(Progress.TOPIC);
            Map<Integer, Long> positions = progress.positions();
            // Kafka's own rule for keys, which intake leaves to it.
            int partition = subject == null
                    ? -1
                    : Utils.toPositive(Utils.murmur2(subject.getBytes(StandardCharsets.UTF_8))) % ends.size();
            return ends.entrySet().stream()
                    .filter(end -> partition < 0 || end.getKey() == partition)
                    .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                    .sum();
        } catch (IllegalStateException e) {
            LOG.warnf("lag unknown: %s", e.getMessage());
            return null;
        }
    }

    boolean hasPassed(String receipt) {
        int colon = receipt.indexOf(':');
        long next = progress.positions().getOrDefault(Integer.valueOf(receipt.substring(0, colon)), 0L);
        return next > Long.parseLong(receipt.substring(colon + 1));
    }
}
