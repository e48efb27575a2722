package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PodSecurityTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void pods_are_restricted(String overlay) {
        assertThat(PodSecurity.faults(Manifests.rendered(overlay))).isEmpty();
        assertThat(Manifests.rendered(overlay)
                        .one("Namespace", "countywatch")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @CsvSource({
        "/spec/template/spec/securityContext, runAsNonRoot",
        "/spec/template/spec/securityContext, runAsUser",
        "/spec/template/spec/securityContext, seccompProfile",
        "/spec/template/spec, automountServiceAccountToken",
        "/spec/template/spec, enableServiceLinks",
        "/spec/template/spec/containers/0/securityContext, allowPrivilegeEscalation",
        "/spec/template/spec/containers/0/securityContext, readOnlyRootFilesystem",
        "/spec/template/spec/containers/0/securityContext, capabilities",
        "/spec/template/spec/containers/0/resources, limits",
        "/spec/template/spec/containers/0/resources, requests",
    })
    void what_is_left_out_is_found(String pointer, String field) {
        Manifests changed = Manifests.rendered("prod")
                .with("Deployment", "metrics-service", manifest -> ((ObjectNode) manifest.at(pointer)).remove(field));

        assertThat(PodSecurity.faults(changed)).hasSize(1);
    }

    @Test
    void what_is_opened_is_found() {
        Manifests changed = Manifests.rendered("prod").with("Deployment", "metrics-service", manifest -> {
            ((ObjectNode) manifest.at("/spec/template/spec")).put("hostNetwork", true);
            ((ObjectNode) manifest.at("/spec/template/spec/volumes/0")).remove("configMap");
            ((ObjectNode) manifest.at("/spec/template/spec/containers/0/env/1")).put("value", "x");
        });

        assertThat(PodSecurity.faults(changed)).hasSize(3);
    }
}
