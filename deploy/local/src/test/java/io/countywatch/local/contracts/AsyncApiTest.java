package io.countywatch.local.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** topics.yaml, asyncapi.yaml and the schemas say the same. */
class AsyncApiTest {

    private static final Path CONTRACTS = Project.root().resolve("deploy/contracts");

    @Test
    void both_files_name_the_same_topics_with_the_same_partitions_and_schemas() throws IOException {
        assertThat(asyncApi()).isEqualTo(topics());
    }

    @Test
    void every_schema_is_somebodys_but_the_envelope() throws IOException {
        Set<String> used = new TreeSet<>();
        topics().values().forEach(topic -> used.addAll(topic.schemas()));
        used.add("schemas/envelope.v1.json");

        try (Stream<Path> files = Files.list(CONTRACTS.resolve("schemas"))) {
            Set<String> there =
                    files.map(file -> "schemas/" + file.getFileName()).collect(Collectors.toSet());
            assertThat(there).containsExactlyInAnyOrderElementsOf(used);
        }
    }

    private static Map<String, Topic> topics() throws IOException {
        Map<String, Topic> topics = new TreeMap<>();
        for (JsonNode topic : yaml("topics.yaml").get("topics")) {
            Set<String> schemas = new TreeSet<>();
            topic.get("schemas").forEach(schema -> schemas.add(schema.asText()));
            topics.put(
                    topic.get("name").asText(),
                    new Topic(
                            topic.get("partitions").asInt(),
                            topic.get("replication").asInt(),
                            schemas));
        }
        return topics;
    }

    private static Map<String, Topic> asyncApi() throws IOException {
        JsonNode document = yaml("asyncapi.yaml");
        Map<String, Topic> topics = new TreeMap<>();
        for (JsonNode channel : document.get("channels")) {
            Set<String> schemas = new TreeSet<>();
            for (JsonNode message : channel.get("messages")) {
                JsonNode found = document.at(message.get("$ref").asText().substring(1));
                schemas.add(found.at("/payload/$ref").asText());
            }
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.get("topic")).isEqualTo(channel.get("address"));
            topics.put(
                    channel.get("address").asText(),
                    new Topic(
                            kafka.get("partitions").asInt(),
                            kafka.get("replicas").asInt(),
                            schemas));
        }
        return topics;
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(CONTRACTS.resolve(file).toFile());
    }

    private record Topic(int partitions, int replicas, Set<String> schemas) {}
}
