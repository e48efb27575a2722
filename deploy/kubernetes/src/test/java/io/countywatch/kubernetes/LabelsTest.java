package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class LabelsTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_selector_selects_something(String overlay) {
        assertThat(Labels.faults(Manifests.rendered(overlay))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Service, intake-service, /spec/selector, app.kubernetes.io/name",
        "Deployment, metrics-service, /spec/selector/matchLabels, app.kubernetes.io/component",
        "Deployment, metrics-service, /spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels, app.kubernetes.io/name",
        "PodDisruptionBudget, alert-service, /spec/selector/matchLabels, app.kubernetes.io/name",
        "NetworkPolicy, intake-service, /spec/podSelector/matchLabels, app.kubernetes.io/name",
        "NetworkPolicy, intake-service, /spec/egress/0/to/0/podSelector/matchLabels, strimzi.io/name",
        "PodMonitor, kafka, /spec/selector/matchLabels, strimzi.io/cluster",
    })
    void a_selector_that_selects_nothing_is_found(String kind, String name, String pointer, String label) {
        Manifests changed = Manifests.rendered("prod")
                .with(kind, name, manifest -> ((ObjectNode) manifest.at(pointer)).put(label, "nothing"));

        assertThat(Labels.faults(changed)).isNotEmpty();
    }
}
