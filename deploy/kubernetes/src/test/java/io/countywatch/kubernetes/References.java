package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;
import static io.countywatch.kubernetes.Manifests.pod;
import static io.countywatch.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names that lead nowhere: objects, keys of objects, ports, volumes. */
final class References {

    private final Manifests manifests;
    private final Set<String> external;
    private final List<String> faults = new ArrayList<>();

    private References(Manifests manifests, Set<String> external) {
        this.manifests = manifests;
        this.external = external;
    }

    /** @param external what an operator must have made before, as "Kind name" */
    static List<String> faults(Manifests manifests, Set<String> external) {
        References references = new References(manifests, external);
        manifests.workloads().forEach(references::workload);
        manifests.of("Service").forEach(references::service);
        manifests.of("HTTPRoute").forEach(references::route);
        manifests.of("Gateway").forEach(references::gateway);
        manifests.of("HorizontalPodAutoscaler", "ScaledObject").forEach(references::scaler);
        manifests.of("TriggerAuthentication").forEach(references::triggerAuthentication);
        manifests.of("ScheduledBackup").forEach(references::backup);
        manifests.of("Cluster").forEach(references::database);
        manifests.of("KafkaTopic", "KafkaUser", "KafkaNodePool").forEach(references::kafka);
        return references.faults;
    }

    private void workload(JsonNode workload) {
        JsonNode pod = pod(workload);
        need(workload, "ServiceAccount", pod.path("serviceAccountName").asText());
        Set<String> volumes = new HashSet<>();
        elements(pod.path("volumes")).forEach(volume -> {
            volumes.add(volume.path("name").asText());
            if (volume.has("configMap")) {
                need(
                        workload,
                        "ConfigMap",
                        volume.path("configMap").path("name").asText());
            }
            if (volume.has("secret")) {
                need(
                        workload,
                        "Secret",
                        volume.path("secret").path("secretName").asText());
            }
        });
        Set<String> mounted = new HashSet<>();
        elements(pod.path("containers")).forEach(container -> {
            elements(container.path("volumeMounts"))
                    .forEach(mount -> mounted.add(mount.path("name").asText()));
            elements(container.path("envFrom"))
                    .forEach(from -> need(
                            workload,
                            "ConfigMap",
                            from.path("configMapRef").path("name").asText()));
            elements(container.path("env"))
                    .filter(variable -> variable.has("valueFrom"))
                    .forEach(variable -> need(
                            workload,
                            "Secret",
                            variable.path("valueFrom")
                                    .path("secretKeyRef")
                                    .path("name")
                                    .asText()));
            probes(workload, container);
        });
        volumes.stream()
                .filter(volume -> !mounted.contains(volume))
                .forEach(volume -> faults.add(title(workload) + " mounts no volume " + volume));
        mounted.stream()
                .filter(mount -> !volumes.contains(mount))
                .forEach(mount -> faults.add(title(workload) + " has no volume " + mount));
    }

    private void probes(JsonNode workload, JsonNode container) {
        Set<String> ports = new HashSet<>();
        elements(container.path("ports"))
                .forEach(port -> ports.add(port.path("name").asText()));
        Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(probe -> container.path(probe).path("httpGet").path("port"))
                .filter(port -> !port.isMissingNode() && !ports.contains(port.asText()))
                .forEach(port -> faults.add(title(workload) + " probes a port that it has not: " + port.asText()));
    }

    private void service(JsonNode service) {
        List<JsonNode> pods = manifests
                .of("Deployment")
                .filter(deployment ->
                        Labels.match(service.path("spec").path("selector"), Manifests.podLabels(deployment)))
                .toList();
        elements(service.path("spec").path("ports")).forEach(port -> {
            String target = port.path("targetPort").asText();
            boolean known = pods.stream()
                    .flatMap(deployment -> elements(pod(deployment).path("containers")))
                    .flatMap(container -> elements(container.path("ports")))
                    .anyMatch(open -> open.path("name").asText().equals(target)
                            && (target.equals("management")
                                    || open.path("containerPort").asInt()
                                            == port.path("port").asInt()));
            if (!known) {
                faults.add(title(service) + " leads to no port " + target);
            }
        });
    }

    private void route(JsonNode route) {
        JsonNode spec = route.path("spec");
        elements(spec.path("parentRefs")).forEach(parent -> {
            String gateway = parent.path("name").asText();
            need(route, "Gateway", gateway);
            boolean listens = manifests
                    .of("Gateway")
                    .filter(candidate -> Manifests.name(candidate).equals(gateway))
                    .flatMap(candidate -> elements(candidate.path("spec").path("listeners")))
                    .anyMatch(listener -> listener.path("name").equals(parent.path("sectionName")));
            if (!listens) {
                faults.add(title(route) + " names no listener of Gateway " + gateway);
            }
        });
        elements(spec.path("rules"))
                .flatMap(rule -> elements(rule.path("backendRefs")))
                .forEach(backend -> {
                    String name = backend.path("name").asText();
                    need(route, "Service", name);
                    boolean open = manifests
                            .of("Service")
                            .filter(service -> Manifests.name(service).equals(name))
                            .flatMap(service -> elements(service.path("spec").path("ports")))
                            .anyMatch(port -> port.path("port").equals(backend.path("port")));
                    if (!open) {
                        faults.add(title(route) + " goes to a port that Service " + name + " has not: "
                                + backend.path("port"));
                    }
                });
    }

    private void gateway(JsonNode gateway) {
        elements(gateway.path("spec").path("listeners"))
                .flatMap(listener -> elements(listener.path("tls").path("certificateRefs")))
                .forEach(certificate ->
                        need(gateway, "Secret", certificate.path("name").asText()));
    }

    private void scaler(JsonNode scaler) {
        JsonNode target = scaler.path("spec").path("scaleTargetRef");
        need(
                scaler,
                target.path("kind").asText("Deployment"),
                target.path("name").asText());
        manifests
                .of("Deployment")
                .filter(deployment ->
                        Manifests.name(deployment).equals(target.path("name").asText()))
                .filter(deployment -> deployment.path("spec").has("replicas"))
                .forEach(deployment ->
                        faults.add(title(deployment) + " sets replicas, which " + title(scaler) + " decides"));
        elements(scaler.path("spec").path("triggers")).forEach(trigger -> {
            need(
                    scaler,
                    "TriggerAuthentication",
                    trigger.path("authenticationRef").path("name").asText());
            need(scaler, "KafkaTopic", trigger.path("metadata").path("topic").asText());
        });
    }

    private void triggerAuthentication(JsonNode authentication) {
        elements(authentication.path("spec").path("secretTargetRef"))
                .forEach(secret ->
                        need(authentication, "Secret", secret.path("name").asText()));
    }

    private void backup(JsonNode backup) {
        need(backup, "Cluster", backup.path("spec").path("cluster").path("name").asText());
    }

    private void database(JsonNode cluster) {
        JsonNode spec = cluster.path("spec");
        need(
                cluster,
                "Secret",
                spec.path("bootstrap")
                        .path("initdb")
                        .path("secret")
                        .path("name")
                        .asText());
        elements(spec.path("managed").path("roles"))
                .forEach(role -> need(
                        cluster,
                        "Secret",
                        role.path("passwordSecret").path("name").asText()));
        elements(spec.path("plugins"))
                .forEach(plugin -> need(
                        cluster,
                        "ObjectStore",
                        plugin.path("parameters").path("barmanObjectName").asText()));
        manifests
                .of("ObjectStore")
                .flatMap(store -> store.path("spec")
                        .path("configuration")
                        .path("s3Credentials")
                        .valueStream())
                .forEach(key -> need(cluster, "Secret", key.path("name").asText()));
    }

    private void kafka(JsonNode part) {
        need(
                part,
                "Kafka",
                part.path("metadata").path("labels").path("strimzi.io/cluster").asText());
    }

    private void need(JsonNode from, String kind, String name) {
        boolean there = manifests.has(kind, name)
                || external.contains(kind + " " + name)
                // Strimzi makes a Secret for each user, and for the cluster's certificate authority; CloudNativePG too.
                || kind.equals("Secret") && manifests.has("KafkaUser", name)
                || kind.equals("Secret")
                        && name.endsWith("-cluster-ca-cert")
                        && manifests.has("Kafka", name.replace("-cluster-ca-cert", ""))
                || kind.equals("Secret") && name.endsWith("-ca") && manifests.has("Cluster", name.replace("-ca", ""));
        if (!there) {
            faults.add(title(from) + " refers to " + kind + " " + name + ", which is not there");
        }
    }
}
