package io.countywatch.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the alert topic as a console consumer does, without an installed Kafka. */
@Command(
        name = "watch-alerts",
        mixinStandardHelpOptions = true,
        description = "Prints every transition on county-alerts.v1, from the first on, until Ctrl-C.")
final class WatchAlertsCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Option(names = "--new", description = "only those from now on")
    private boolean fromNow;

    @Option(names = "--exit", description = "stop at the end of the topic")
    private boolean exit;

    @Option(
            names = "--topic",
            defaultValue = "county-alerts.v1",
            paramLabel = "NAME",
            description = "another topic with readable values (default county-alerts.v1)")
    private String topic;

    @Override
    public Integer call() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + place.ports().kafka(),
                "group.id",
                "watch-alerts-" + UUID.randomUUID(),
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                fromNow ? "latest" : "earliest",
                "default.api.timeout.ms",
                "10000");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean more = true;
            while (more) {
                consumer.poll(Duration.ofMillis(500))
                        .forEach(alert -> System.out.println(
                                alert.value() == null
                                        ? "(deleted)"
                                        : new String(alert.value(), StandardCharsets.UTF_8)));
                more = !exit
                        || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
            }
        }
        return 0;
    }
}
