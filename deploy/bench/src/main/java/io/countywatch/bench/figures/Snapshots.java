package io.countywatch.bench.figures;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When each acknowledged event is in a published snapshot: the first whose positions lie behind it. */
final class Snapshots {

    private static final Pattern POSITIONS = Pattern.compile("\"positions\":\\{([^}]*)}");
    private static final Pattern POSITION = Pattern.compile("\"(\\d+)\":(\\d+)");

    private final KafkaConsumer<byte[], String> consumer;
    private final Map<Integer, ConcurrentLinkedDeque<long[]>> waiting = new java.util.concurrent.ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean ends;
    private long[] nanos = new long[1 << 16];
    private int count;

    Snapshots(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArrayDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("county-metrics.v1").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = new Thread(this::read, "snapshots");
        thread.start();
    }

    void acknowledged(int partition, long offset, long at) {
        waiting.computeIfAbsent(partition, any -> new ConcurrentLinkedDeque<>()).add(new long[] {offset, at});
    }

    private void read() {
        while (!ends) {
            consumer.poll(Duration.ofMillis(20)).forEach(snapshot -> {
                Matcher positions = POSITIONS.matcher(snapshot.value());
                if (positions.find()) {
                    Matcher position = POSITION.matcher(positions.group(1));
                    while (position.find()) {
                        seen(Integer.parseInt(position.group(1)), Long.parseLong(position.group(2)));
                    }
                }
            });
        }
    }

    private void seen(int partition, long next) {
        ConcurrentLinkedDeque<long[]> events = waiting.get(partition);
        while (events != null && !events.isEmpty() && events.peek()[0] < next) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = System.nanoTime() - events.poll()[1];
        }
    }

    /** Events that are in no snapshot yet. */
    int waiting() {
        return waiting.values().stream().mapToInt(ConcurrentLinkedDeque::size).sum();
    }

    /** From acknowledgement to snapshot, sorted; after {@link #stop}. */
    long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    void stop() throws InterruptedException {
        ends = true;
        thread.join();
        consumer.close();
    }
}
