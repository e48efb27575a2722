package io.countywatch.metrics.reading;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** End offsets of a topic: how much of it nobody has applied yet. */
@Singleton
public class LogEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private volatile TopicDescription topic;

    public LogEnd(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        admin = Admin.create(settings);
    }

    /** Offset after the last record, by partition. @throws IllegalStateException if Kafka does not answer */
    public Map<Integer, Long> of(String name) {
        try {
            if (topic == null) {
                topic = admin.describeTopics(java.util.List.of(name))
                        .allTopicNames()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .get(name);
            }
            Map<TopicPartition, OffsetSpec> latest = topic.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(name, partition.partition()),
                            partition -> OffsetSpec.latest()));
            Map<Integer, Long> ends = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not tell the ends of " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @PreDestroy
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
