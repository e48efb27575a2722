package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypedModelsTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_manifest_fits_its_model_with_nothing_left_over(String overlay) {
        assertThat(Manifests.rendered(overlay).all().stream()
                        .flatMap(manifest -> TypedModels.faults(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_manifest_is_checked_by_a_model_or_by_a_schema(String overlay) {
        assertThat(Manifests.rendered(overlay).all()).allSatisfy(manifest -> assertThat(
                        TypedModels.MODELS.containsKey(TypedModels.type(manifest)) || Schemas.has(manifest))
                .as(Manifests.title(manifest))
                .isTrue());
    }

    @Test
    void every_model_is_used() {
        List<String> used = Manifests.rendered("prod").all().stream()
                .map(TypedModels::type)
                .distinct()
                .toList();

        assertThat(used).containsAll(TypedModels.MODELS.keySet());
    }

    @ParameterizedTest
    @MethodSource
    void what_does_not_fit_is_found(String kind, String name, String pointer, JsonNode value) {
        Consumer<ObjectNode> change = manifest -> {
            int last = pointer.lastIndexOf('/');
            ((ObjectNode) manifest.at(pointer.substring(0, last))).set(pointer.substring(last + 1), value);
        };

        JsonNode changed = Manifests.rendered("prod").with(kind, name, change).one(kind, name);

        assertThat(TypedModels.faults(changed)).hasSize(1);
    }

    static Stream<Arguments> what_does_not_fit_is_found() {
        return Stream.of(
                fault("Deployment", "intake-service", "/spec/replica", "1"),
                fault("Deployment", "metrics-service", "/spec/template/spec/containers/0/imagePullpolicy", "Always"),
                fault("Deployment", "metrics-service", "/spec/template/spec/containers/0/env/0/value", "5"),
                fault("Deployment", "metrics-service", "/spec/minReadySeconds", "\"ten\""),
                fault("Service", "alert-service", "/spec/ports/0/port", "\"8083\""),
                fault("HTTPRoute", "intake-service", "/spec/rules/0/timeouts/total", "10s"),
                fault("NetworkPolicy", "intake-service", "/spec/ingres", "[]"),
                fault("HorizontalPodAutoscaler", "intake-service", "/spec/maxReplica", "3"),
                fault("ServiceMonitor", "countywatch", "/spec/endpoint", "[]"),
                fault("PrometheusRule", "countywatch", "/spec/groups/0/rules/0/labelz", "{}"),
                fault("Kafka", "countywatch", "/spec/kafka/replicas", "3"),
                fault("KafkaNodePool", "brokers", "/spec/storage/volumes/0/sizes", "1Gi"),
                fault("KafkaTopic", "county-alerts.v1", "/spec/partition", "6"),
                fault("KafkaUser", "intake-service", "/spec/authorization/acls/0/operation", "All"));
    }

    private static Arguments fault(String kind, String name, String pointer, String yaml) {
        try {
            return Arguments.of(kind, name, pointer, Manifests.YAML.readTree(yaml));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
