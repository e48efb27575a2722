package io.countywatch.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a selector selects: our own pods, and those that the operators of our resources make. */
final class Labels {

    private Labels() {}

    /** Plain labels: all of them must be there, and at least one must be asked for. */
    static boolean match(JsonNode wanted, JsonNode labels) {
        return !wanted.isEmpty()
                && wanted.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    /** A label selector; an empty one selects everything. */
    static boolean select(JsonNode selector, JsonNode labels) {
        JsonNode wanted = selector.path("matchLabels");
        return (wanted.isMissingNode() || wanted.isEmpty() || match(wanted, labels))
                && Manifests.elements(selector.path("matchExpressions"))
                        .allMatch(expression ->
                                expression.path("operator").asText().equals("In")
                                        && Manifests.elements(expression.path("values"))
                                                .anyMatch(labels.path(
                                                        expression.path("key").asText())::equals));
    }

    /** Labels of every kind of pod in the namespace, by a name for people. */
    static Map<String, JsonNode> pods(Manifests manifests) {
        Stream<Map.Entry<String, JsonNode>> ours = manifests
                .workloads()
                .map(workload -> Map.entry(Manifests.name(workload), Manifests.podLabels(workload)));
        Stream<Map.Entry<String, JsonNode>> kafka = manifests.of("Kafka").flatMap(cluster -> {
            String name = Manifests.name(cluster);
            return Stream.of("kafka", "entity-operator", "kafka-exporter")
                    .map(part -> Map.entry(
                            part,
                            labels(Map.of(
                                    "strimzi.io/cluster",
                                    name,
                                    "strimzi.io/kind",
                                    "Kafka",
                                    "strimzi.io/name",
                                    name + "-" + part))));
        });
        Stream<Map.Entry<String, JsonNode>> databases = manifests
                .of("Cluster")
                .map(cluster ->
                        Map.entry(Manifests.name(cluster), labels(Map.of("cnpg.io/cluster", Manifests.name(cluster)))));
        return Stream.of(ours, kafka, databases)
                .flatMap(all -> all)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode labels(Map<String, String> labels) {
        return Manifests.YAML.valueToTree(labels);
    }

    /** Selectors that select nothing. */
    static List<String> faults(Manifests manifests) {
        Map<String, JsonNode> pods = pods(manifests);
        return manifests.all().stream()
                .flatMap(manifest -> selectors(manifest)
                        .filter(selector -> pods.values().stream().noneMatch(labels -> select(selector, labels)))
                        .map(selector -> Manifests.title(manifest) + " selects nothing: " + selector))
                .toList();
    }

    private static Stream<JsonNode> selectors(JsonNode manifest) {
        JsonNode spec = manifest.path("spec");
        return switch (Manifests.kind(manifest)) {
            case "Service" -> Stream.of(Manifests.YAML.createObjectNode().set("matchLabels", spec.path("selector")));
            case "PodDisruptionBudget", "PodMonitor", "Deployment" ->
                Stream.concat(
                        Stream.of(spec.path("selector")),
                        Manifests.elements(spec.path("template").path("spec").path("topologySpreadConstraints"))
                                .map(spread -> spread.path("labelSelector")));
            case "NetworkPolicy" ->
                Stream.concat(
                        Stream.of(spec.path("podSelector")),
                        Stream.concat(peers(spec.path("ingress"), "from"), peers(spec.path("egress"), "to"))
                                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                                .map(peer -> peer.path("podSelector")));
            default -> Stream.empty();
        };
    }

    private static Stream<JsonNode> peers(JsonNode rules, String side) {
        return Manifests.elements(rules).flatMap(rule -> Manifests.elements(rule.path(side)));
    }
}
