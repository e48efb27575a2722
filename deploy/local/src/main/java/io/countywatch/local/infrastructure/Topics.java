package io.countywatch.local.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of {@code deploy/contracts/topics.yaml}, the one source for all of them. */
public final class Topics {

    private static final int ATTEMPTS = 150;

    private final List<NewTopic> topics;

    private Topics(List<NewTopic> topics) {
        this.topics = topics;
    }

    /** Reads the contract below the checkout's top folder. */
    public static Topics ofContract(Path root) {
        Path file = root.resolve("deploy/contracts/topics.yaml");
        try {
            List<NewTopic> topics = new ArrayList<>();
            for (JsonNode topic : new YAMLMapper().readTree(file.toFile()).get("topics")) {
                Map<String, String> config = new HashMap<>();
                topic.path("config")
                        .properties()
                        .forEach(entry ->
                                config.put(entry.getKey(), entry.getValue().asText()));
                // One broker: what the contract asks of a cluster of three cannot hold on one machine.
                config.put("min.insync.replicas", "1");
                topics.add(new NewTopic(
                                topic.get("name").asText(),
                                topic.get("partitions").asInt(),
                                (short) 1)
                        .configs(config));
            }
            return new Topics(topics);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Names in the contract's order. */
    public List<String> names() {
        return topics.stream().map(NewTopic::name).toList();
    }

    /** Creates what is missing, with one replica. */
    public void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (var creation : admin.createTopics(topics).values().entrySet()) {
                try {
                    creation.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("cannot create topic " + creation.getKey(), e.getCause());
                    }
                }
            }
            awaitLeaders(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    /**
     * Returns when every partition takes requests. An idempotent producer that writes before that can lose its first batch
     * to "not the leader" while its second is taken; the first is then out of order until it expires.
     */
    private void awaitLeaders(Admin admin) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        for (int attempt = 1; ; attempt++) {
            try {
                // The client asks again for as long as a partition has no leader, but not for a topic that the broker
                // has created and does not know yet.
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == ATTEMPTS) {
                    throw new IllegalStateException("the topics do not come up", e.getCause());
                }
                ServerProcess.pause(Duration.ofMillis(200));
            }
        }
    }
}
