package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who may talk to whom, worked out from the network policies as Kubernetes does: between two pods of the namespace both
 * sides must allow it. Written as "from -> to:port"; what is outside is named by its namespace, label or "anywhere".
 */
final class Flows {

    private final Manifests manifests;
    private final Map<String, JsonNode> pods;

    private Flows(Manifests manifests) {
        this.manifests = manifests;
        this.pods = Labels.pods(manifests);
    }

    static Set<String> of(Manifests manifests) {
        Flows flows = new Flows(manifests);
        Set<String> all = new TreeSet<>();
        for (String pod : flows.pods.keySet()) {
            all.addAll(flows.outgoing(pod));
            all.addAll(flows.incoming(pod));
        }
        // Strimzi writes the brokers' own ingress; all others must agree on both sides.
        all.removeIf(flow -> {
            String from = flow.substring(0, flow.indexOf(" -> "));
            String to = flow.substring(flow.indexOf(" -> ") + 4, flow.lastIndexOf(':'));
            boolean between = flows.pods.containsKey(from) && flows.pods.containsKey(to);
            boolean strimzi = to.equals("kafka") || to.equals("entity-operator") || to.equals("kafka-exporter");
            return between
                    && !(flows.outgoing(from).contains(flow)
                            && (strimzi || flows.incoming(to).contains(flow)));
        });
        return all;
    }

    /** Whether every pod is closed unless a policy opens it. */
    boolean closed() {
        return manifests
                .of("NetworkPolicy")
                .map(policy -> policy.path("spec"))
                .anyMatch(spec -> spec.path("podSelector").isEmpty()
                        && spec.path("policyTypes").size() == 2
                        && !spec.has("ingress")
                        && !spec.has("egress"));
    }

    static boolean isClosed(Manifests manifests) {
        return new Flows(manifests).closed();
    }

    private Set<String> outgoing(String pod) {
        Set<String> flows = new TreeSet<>();
        policies(pod).flatMap(spec -> elements(spec.path("egress"))).forEach(rule -> elements(rule.path("to"))
                .flatMap(this::peers)
                .forEach(to -> elements(rule.path("ports"))
                        .forEach(port -> flows.add(
                                pod + " -> " + to + ":" + port.path("port").asText()))));
        return flows;
    }

    private Set<String> incoming(String pod) {
        Set<String> flows = new TreeSet<>();
        policies(pod).flatMap(spec -> elements(spec.path("ingress"))).forEach(rule -> elements(rule.path("from"))
                .flatMap(this::peers)
                .forEach(from -> elements(rule.path("ports"))
                        .forEach(port -> flows.add(
                                from + " -> " + pod + ":" + port.path("port").asText()))));
        return flows;
    }

    private Stream<JsonNode> policies(String pod) {
        return manifests
                .of("NetworkPolicy")
                .map(policy -> policy.path("spec"))
                .filter(spec -> Labels.select(spec.path("podSelector"), pods.get(pod)));
    }

    private Stream<String> peers(JsonNode peer) {
        if (peer.has("ipBlock")) {
            return Stream.of("anywhere");
        }
        if (peer.has("namespaceSelector")) {
            return peer.path("namespaceSelector").path("matchLabels").properties().stream()
                    .map(label -> label.getKey().equals("kubernetes.io/metadata.name")
                            ? "[" + label.getValue().asText() + "]"
                            : "[" + label.getKey() + "]");
        }
        return pods.entrySet().stream()
                .filter(pod -> Labels.select(peer.path("podSelector"), pod.getValue()))
                .map(Map.Entry::getKey);
    }
}
