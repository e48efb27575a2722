package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The checked manifests are those of the sources. */
class RenderingTest {

    @Test
    void what_is_rendered_is_up_to_date() throws Exception {
        Process version;
        try {
            version = new ProcessBuilder("kubectl", "version", "--client")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            leftOut("kubectl is not installed");
            return;
        }
        String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!text.contains("Kustomize Version: v5")) {
            leftOut("kubectl does not bring Kustomize 5");
            return;
        }
        Process render = new ProcessBuilder(Manifests.folder().resolve("render").toString(), "--check")
                .redirectErrorStream(true)
                .start();
        String said = new String(render.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(render.waitFor())
                .as("run deploy/kubernetes/render and commit what it writes: %s", said)
                .isZero();
    }

    @Test
    void the_rules_of_the_cluster_are_those_of_the_file() throws IOException {
        assertThat(Manifests.rendered("prod")
                        .one("PrometheusRule", "countywatch")
                        .path("spec")
                        .path("groups"))
                .isEqualTo(Manifests.yaml("deploy/observability/rules/countywatch.yaml")
                        .path("groups"));
        assertThat(Files.readString(Manifests.folder().resolve("components/monitoring/rules.yaml")))
                .contains("Made by deploy/kubernetes/render");
    }

    private static void leftOut(String why) {
        System.out.printf(
                "%n*** NOT CHECKED: whether deploy/kubernetes/rendered is what Kustomize makes of the sources: %s. ***%n"
                        + "*** Everything else is checked on the rendered files as they are. ***%n%n",
                why);
    }
}
