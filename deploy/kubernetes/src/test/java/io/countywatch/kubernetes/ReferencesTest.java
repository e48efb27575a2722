package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ReferencesTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_name_leads_somewhere(String overlay) {
        assertThat(References.faults(Manifests.rendered(overlay), madeByHand())).isEmpty();
    }

    @Test
    void what_the_operator_must_make_is_really_needed() {
        assertThat(madeByHand()).isNotEmpty().allSatisfy(object -> {
            Set<String> others = madeByHand();
            others.remove(object);
            assertThat(References.faults(Manifests.rendered("prod"), others))
                    .as(object)
                    .isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, intake-service, /spec/template/spec, serviceAccountName",
        "Deployment, intake-service, /spec/template/spec/volumes/0/configMap, name",
        "Deployment, intake-service, /spec/template/spec/volumes/1, name",
        "Deployment, metrics-service, /spec/template/spec/volumes/2/secret, secretName",
        "Deployment, metrics-service, /spec/template/spec/containers/0/readinessProbe/httpGet, port",
        "Deployment, metrics-service, /spec/template/spec/containers/0/envFrom/0/configMapRef, name",
        "Service, alert-service, /spec/ports/0, targetPort",
        "HTTPRoute, intake-service, /spec/parentRefs/0, name",
        "HTTPRoute, intake-service, /spec/parentRefs/0, sectionName",
        "HTTPRoute, metrics-service, /spec/rules/0/backendRefs/0, name",
        "HTTPRoute, alert-service, /spec/rules/0/backendRefs/0, port",
        "Gateway, countywatch, /spec/listeners/0/tls/certificateRefs/0, name",
        "HorizontalPodAutoscaler, intake-service, /spec/scaleTargetRef, name",
        "ScaledObject, metrics-service, /spec/triggers/0/authenticationRef, name",
        "ScaledObject, metrics-service, /spec/triggers/0/metadata, topic",
        "TriggerAuthentication, kafka-lag, /spec/secretTargetRef/1, name",
        "ScheduledBackup, alerts-db, /spec/cluster, name",
        "Cluster, metrics-db, /spec/managed/roles/0/passwordSecret, name",
        "Cluster, metrics-db, /spec/plugins/0/parameters, barmanObjectName",
        "KafkaTopic, county-alerts.v1, /metadata/labels, strimzi.io/cluster",
    })
    void a_name_that_leads_nowhere_is_found(String kind, String name, String pointer, String field) {
        Manifests changed = Manifests.rendered("prod")
                .with(kind, name, manifest -> ((ObjectNode) manifest.at(pointer)).put(field, "nowhere"));

        assertThat(References.faults(changed, madeByHand())).isNotEmpty();
    }

    @Test
    void two_who_decide_on_the_number_of_pods_are_found() {
        Manifests changed = Manifests.rendered("prod")
                .with("Deployment", "intake-service", manifest -> ((ObjectNode) manifest.path("spec"))
                        .put("replicas", 3));

        assertThat(References.faults(changed, madeByHand())).hasSize(1);
    }

    /** The table "Before the first time" of the README: | `Kind` | `name` | … */
    static Set<String> madeByHand() {
        try {
            return Pattern.compile("(?m)^\\| `(Secret|ConfigMap)` \\| `([^`]+)` \\|")
                    .matcher(Files.readString(Manifests.folder().resolve("README.md")))
                    .results()
                    .map(row -> row.group(1) + " " + row.group(2))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
