package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Pod Security "restricted", and what we ask of our own pods beyond it. */
final class PodSecurity {

    private static final long NOBODY_BELOW = 10_000;

    private PodSecurity() {}

    static List<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.workloads().forEach(workload -> {
            JsonNode pod = Manifests.pod(workload);
            String title = Manifests.title(workload);
            JsonNode security = pod.path("securityContext");
            fault(faults, !security.path("runAsNonRoot").asBoolean(), title + ": runAsNonRoot");
            fault(faults, security.path("runAsUser").asLong() < NOBODY_BELOW, title + ": runAsUser");
            fault(
                    faults,
                    !security.path("seccompProfile").path("type").asText().equals("RuntimeDefault"),
                    title + ": seccompProfile");
            fault(faults, pod.path("automountServiceAccountToken").asBoolean(true), title + ": service account token");
            fault(faults, pod.path("enableServiceLinks").asBoolean(true), title + ": enableServiceLinks");
            for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
                fault(faults, pod.path(shared).asBoolean(), title + ": " + shared);
            }
            elements(pod.path("volumes"))
                    .forEach(volume -> fault(
                            faults,
                            !volume.has("configMap") && !volume.has("secret") && !volume.has("emptyDir"),
                            title + ": volume " + volume.path("name").asText()));
            elements(pod.path("containers")).forEach(container -> container(faults, title, container));
        });
        return faults;
    }

    private static void container(List<String> faults, String title, JsonNode container) {
        JsonNode security = container.path("securityContext");
        fault(faults, security.path("allowPrivilegeEscalation").asBoolean(true), title + ": allowPrivilegeEscalation");
        fault(faults, !security.path("readOnlyRootFilesystem").asBoolean(), title + ": readOnlyRootFilesystem");
        fault(
                faults,
                !security.path("capabilities").path("drop").path(0).asText().equals("ALL"),
                title + ": capabilities");
        fault(faults, security.path("privileged").asBoolean(), title + ": privileged");
        fault(faults, !container.path("resources").path("limits").has("memory"), title + ": no limit of memory");
        fault(faults, !container.path("resources").path("requests").has("cpu"), title + ": no request of cpu");
        elements(container.path("env"))
                .filter(variable -> variable.path("name").asText().matches(".*(PASSWORD|SECRET).*"))
                .forEach(variable -> fault(
                        faults,
                        variable.has("value"),
                        title + ": secret in the open " + variable.path("name").asText()));
    }

    private static void fault(List<String> faults, boolean there, String what) {
        if (there) {
            faults.add(what);
        }
    }
}
