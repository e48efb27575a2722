package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The network policies open exactly the arrows of the architecture's picture, and what the servers need to live. */
class FlowsTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    private static final List<String> ARCHITECTURE = List.of(
            "[countywatch/gateway] -> intake-service:8081",
            "[countywatch/gateway] -> metrics-service:8082",
            "[countywatch/gateway] -> alert-service:8083",
            "intake-service -> kafka:9093",
            "metrics-service -> kafka:9093",
            "alert-service -> kafka:9093",
            "metrics-service -> metrics-db:5432",
            "metrics-service-migration -> metrics-db:5432",
            "alert-service -> alerts-db:5432",
            "alert-service-migration -> alerts-db:5432",
            // Replay of rejected items, with the caller's own token.
            "metrics-service -> intake-service:8081",
            // The token issuer; webhooks.
            "intake-service -> anywhere:443",
            "metrics-service -> anywhere:443",
            "alert-service -> anywhere:443");

    /** Where there is somebody to look: spans, and alerts for an Alertmanager. */
    private static final List<String> OBSERVED = List.of(
            "intake-service -> [monitoring]:4318",
            "metrics-service -> [monitoring]:4318",
            "alert-service -> [monitoring]:4318",
            "alert-service -> [monitoring]:9093");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everything_is_closed_unless_opened(String overlay) {
        assertThat(Flows.isClosed(Manifests.rendered(overlay))).isTrue();
        assertThat(Flows.isClosed(Manifests.rendered(overlay).without("NetworkPolicy", "default-deny")))
                .isFalse();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_services_talk_as_the_architecture_says_and_not_otherwise(String overlay) {
        Set<String> expected = new TreeSet<>(ARCHITECTURE);
        if (overlay.equals("prod")) {
            expected.addAll(OBSERVED);
        }

        assertThat(ofServices(Manifests.rendered(overlay))).isEqualTo(expected);
    }

    @Test
    void a_flow_too_many_is_found() {
        Manifests changed = Manifests.rendered("prod")
                .with("NetworkPolicy", "metrics-db", policy -> ((ObjectNode) policy.at("/spec"))
                        .set("ingress", policy.at("/spec/ingress").deepCopy()))
                .with("NetworkPolicy", "intake-service", policy -> ((ObjectNode)
                                policy.at("/spec/egress/0/to/0/podSelector"))
                        .set("matchLabels", Manifests.YAML.createObjectNode()));

        assertThat(ofServices(changed)).isNotEqualTo(ofServices(Manifests.rendered("prod")));
    }

    @Test
    void a_flow_that_only_one_side_allows_is_none() {
        Manifests changed = Manifests.rendered("prod").without("NetworkPolicy", "metrics-db");

        assertThat(ofServices(changed)).doesNotContain("metrics-service -> metrics-db:5432");
    }

    /** Without names (DNS), monitoring and what the servers do among themselves. */
    private static Set<String> ofServices(Manifests manifests) {
        Set<String> flows = new TreeSet<>(Flows.of(manifests));
        flows.removeIf(
                flow -> flow.endsWith("[kube-system]:53")
                        || flow.startsWith("[monitoring] ->")
                        || flow.startsWith("[cnpg-system] ->")
                        || flow.matches(
                                "(kafka|entity-operator|kafka-exporter|metrics-db|alerts-db) -> (kafka|entity-operator|kafka-exporter|metrics-db|alerts-db|anywhere):.*"));
        return flows;
    }
}
