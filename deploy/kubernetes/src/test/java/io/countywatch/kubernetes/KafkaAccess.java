package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Topics and rights in Kafka, held against {@code topics.yaml} and the channels of the services. */
final class KafkaAccess {

    static final List<String> SERVICES = List.of("intake-service", "metrics-service", "alert-service");

    private static final Pattern GROUP = Pattern.compile("(%[a-z]+\\.)?mp\\.messaging\\.incoming\\.[^.]+\\.group\\.id");
    private static final Pattern TOPIC = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.topic");

    private KafkaAccess() {}

    static JsonNode contract() {
        return Manifests.yaml("deploy/contracts/topics.yaml").path("topics");
    }

    static Properties settings(String service) {
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(
                Manifests.root().resolve(service).resolve("src/main/resources/application.properties"))) {
            settings.load(in);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the KafkaTopics are not those of the contract. @param brokers caps replicas, as the contract says */
    static List<String> topicFaults(Manifests manifests, int brokers) {
        Map<String, JsonNode> wanted = new TreeMap<>();
        elements(contract()).forEach(topic -> wanted.put(topic.path("name").asText(), topic));
        List<String> faults = new ArrayList<>();
        manifests.of("KafkaTopic").forEach(resource -> {
            String name = Manifests.name(resource);
            JsonNode topic = wanted.remove(name);
            JsonNode spec = resource.path("spec");
            if (topic == null) {
                faults.add(name + " is not in the contract");
                return;
            }
            compare(faults, name + " partitions", topic.path("partitions"), spec.path("partitions"));
            compare(
                    faults,
                    name + " replicas",
                    Math.min(brokers, topic.path("replication").asInt()),
                    spec.path("replicas").asInt());
            Map<String, String> config = texts(topic.path("config"));
            config.computeIfPresent(
                    "min.insync.replicas",
                    (key, value) -> Integer.toString(Math.min(brokers, Integer.parseInt(value))));
            compare(faults, name + " config", config, texts(spec.path("config")));
        });
        wanted.keySet().forEach(name -> faults.add(name + " has no KafkaTopic"));
        return faults;
    }

    private static Map<String, String> texts(JsonNode config) {
        Map<String, String> texts = new TreeMap<>();
        config.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static void compare(List<String> faults, String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            faults.add(what + ": contract " + wanted + ", manifest " + found);
        }
    }

    /** Rights that a user has, as "operation type name". */
    static Set<String> rights(JsonNode user) {
        Set<String> rights = new TreeSet<>();
        elements(user.path("spec").path("authorization").path("acls")).forEach(acl -> {
            JsonNode resource = acl.path("resource");
            String prefix = resource.path("patternType").asText("literal").equals("prefix") ? "*" : "";
            elements(acl.path("operations"))
                    .forEach(operation -> rights.add(operation.asText() + " "
                            + resource.path("type").asText() + " "
                            + resource.path("name").asText() + prefix));
        });
        return rights;
    }

    /** Rights that the contract and the channels of the service ask for. */
    static Set<String> neededBy(String user) {
        Set<String> rights = new TreeSet<>();
        elements(contract()).forEach(topic -> {
            String name = topic.path("name").asText();
            boolean writes = topic.path("producer").asText().equals(user);
            boolean reads = elements(topic.path("consumers"))
                    .anyMatch(reader -> reader.asText().equals(user));
            if (writes) {
                rights.add("Write topic " + name);
            }
            if (reads) {
                rights.add("Read topic " + name);
            }
            if (writes || reads) {
                rights.add("Describe topic " + name);
            }
        });
        if (SERVICES.contains(user)) {
            settings(user).forEach((name, value) -> {
                if (GROUP.matcher(name.toString()).matches()) {
                    rights.add("Read group " + value.toString().replaceAll("\\$\\{.*", "*"));
                }
            });
        } else {
            rights.add("Read group " + user + "-*");
        }
        // A group whose name begins as another's prefix needs no right of its own.
        rights.removeIf(right -> rights.stream()
                .anyMatch(wider -> wider.endsWith("*")
                        && !wider.equals(right)
                        && right.startsWith(wider.substring(0, wider.length() - 1))));
        return rights;
    }

    /** Topics that the service's channels name. */
    static Set<String> channelTopics(String service) {
        Set<String> topics = new TreeSet<>();
        settings(service).forEach((name, value) -> {
            if (TOPIC.matcher(name.toString()).matches()) {
                topics.add(value.toString());
            }
        });
        return topics;
    }
}
