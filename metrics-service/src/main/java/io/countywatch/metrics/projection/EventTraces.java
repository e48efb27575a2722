package io.countywatch.metrics.projection;

import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.trace.Handover;
import io.countywatch.metrics.trace.Handover.Traced;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Spans from the poll to the commit, for sampled events only: one a partition and request, ended by the position of its
 * last event. With tracing off it costs one look at a field a poll; with it on, one look at the headers a record.
 */
@Singleton
class EventTraces {

    private static final Logger LOG = Logger.getLogger(EventTraces.class);

    /** More in one poll are not traced. */
    private static final int MOST = 64;

    private final Traces traces;
    private final Handover handover;
    private final boolean on;
    private final Map<TopicPartition, NavigableMap<Long, Span>> open = new ConcurrentHashMap<>();

    EventTraces(Traces traces, Handover handover, MetricsConfig config) {
        this.traces = traces;
        this.handover = handover;
        // A version that is filled beside reads events of long ago: their traces have ended.
        this.on = traces.on() && !config.rebuild().beside();
    }

    /** Before the records are applied; whatever goes wrong with traces, they are. */
    void begin(ConsumerRecords<byte[], byte[]> records) {
        if (on) {
            harmlessly(() -> beginAll(records));
        }
    }

    private void beginAll(ConsumerRecords<byte[], byte[]> records) {
        List<Traced> traced = new ArrayList<>();
        for (TopicPartition partition : records.partitions()) {
            Map<String, Long> last = new HashMap<>();
            Map<Long, String> counties = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> message : records.records(partition)) {
                String parent = Traces.sampled(message.headers());
                if (parent != null && last.size() < MOST - traced.size()) {
                    last.put(parent, message.offset());
                    counties.put(message.offset(), county(message));
                }
            }
            last.forEach((parent, offset) -> traced.add(begin(partition, offset, parent, counties.get(offset))));
        }
        if (!traced.isEmpty()) {
            handover.give(traced);
        }
    }

    private Traced begin(TopicPartition partition, long offset, String parent, String county) {
        Span span = traces.begin("apply " + partition.topic(), SpanKind.CONSUMER, Traces.parent(parent));
        span.setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", partition.topic())
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition.partition()))
                .setAttribute("messaging.kafka.offset", offset)
                .setAttribute("countywatch.county", county);
        NavigableMap<Long, Span> spans = open.computeIfAbsent(partition, any -> new ConcurrentSkipListMap<>());
        if (spans.size() >= MOST) {
            spans.clear(); // of a partition that is somebody else's by now
        }
        spans.put(offset, span);
        return new Traced(partition.partition(), offset, county, Traces.parent(span));
    }

    private static String county(ConsumerRecord<byte[], byte[]> message) {
        Header county = message.headers().lastHeader("ce_countycode");
        return county == null || county.value() == null ? "" : new String(county.value(), StandardCharsets.UTF_8);
    }

    /** After a commit: everything before these positions is applied. */
    void applied(Map<TopicPartition, Long> nextOffsets) {
        if (!open.isEmpty()) {
            harmlessly(() -> endBefore(nextOffsets));
        }
    }

    private void endBefore(Map<TopicPartition, Long> nextOffsets) {
        nextOffsets.forEach((partition, next) -> {
            NavigableMap<Long, Span> spans = open.get(partition);
            if (spans != null) {
                NavigableMap<Long, Span> ended = spans.headMap(next, false);
                ended.values().forEach(Span::end);
                ended.clear();
            }
        });
    }

    /** An exception would end the channel for good, or have a batch read again that is committed. */
    private static void harmlessly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warnf("not traced: cause=%s", e.getClass().getSimpleName());
        }
    }
}
