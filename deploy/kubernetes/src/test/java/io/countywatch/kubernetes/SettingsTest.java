package io.countywatch.kubernetes;

import static io.countywatch.kubernetes.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.local.stack.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the manifests tell the services, held against what the services know. */
class SettingsTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    /** Quarkus's own, each looked up in its guide; a name that is not here or in the service's own settings is a fault. */
    private static final Set<String> FRAMEWORK = Set.of(
            "QUARKUS_OIDC_AUTH_SERVER_URL",
            "QUARKUS_OIDC_TOKEN_ISSUER",
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_FLYWAY_VALIDATE_AT_START",
            "QUARKUS_INIT_AND_EXIT",
            "QUARKUS_OTEL_SDK_DISABLED",
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
            "COUNTYWATCH_CAMPAIGN_DIR",
            "COUNTYWATCH_INTAKE_URL",
            "COUNTYWATCH_CONSOLE_ALERTS_URL",
            "COUNTYWATCH_CONSOLE_ORIGIN",
            "JAVA_TOOL_OPTIONS");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void every_variable_is_a_setting(String overlay) {
        Manifests manifests = Manifests.rendered(overlay);
        manifests.workloads().forEach(workload -> assertThat(unknown(manifests, workload))
                .as(Manifests.title(workload))
                .isEmpty());
    }

    @Test
    void a_variable_that_nobody_reads_is_found() {
        Manifests changed = Manifests.rendered("prod").with("Deployment", "intake-service", intake -> {
            var variables = intake.withArray("/spec/template/spec/containers/0/env");
            variables.addObject().put("name", "KAFKA_SECURITY_PROTOKOL").put("value", "SSL");
            variables.addObject().put("name", "QUARKUS_HTTP_PROT").put("value", "1");
        });

        assertThat(unknown(changed, changed.one("Deployment", "intake-service")))
                .containsExactlyInAnyOrder("KAFKA_SECURITY_PROTOKOL", "QUARKUS_HTTP_PROT");
    }

    @ParameterizedTest
    @FieldSource("io.countywatch.kubernetes.KafkaAccess#SERVICES")
    void ports_are_those_of_the_service(String service) {
        JsonNode ports =
                Manifests.rendered("prod").one("Deployment", service).at("/spec/template/spec/containers/0/ports");

        assertThat(ports.at("/0/containerPort").asText())
                .isEqualTo(KafkaAccess.settings(service).getProperty("quarkus.http.port"));
        // The images are built with the management port, which is 9000 unless somebody says otherwise.
        assertThat(ports.at("/1/containerPort").asInt()).isEqualTo(9000);
    }

    @ParameterizedTest
    @FieldSource("io.countywatch.kubernetes.KafkaAccess#SERVICES")
    void a_pod_has_time_to_finish_what_it_began(String service) {
        JsonNode pod = Manifests.pod(Manifests.rendered("prod").one("Deployment", service));
        Properties settings = KafkaAccess.settings(service);
        int needed = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt()
                + seconds(settings.getProperty("quarkus.shutdown.delay", "0s"))
                + seconds(settings.getProperty("quarkus.shutdown.timeout", "10s"))
                + 10; // what the loops are given to end their turn

        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(needed);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void the_collector_is_the_one_that_the_local_run_and_the_benchmarks_have(String overlay) {
        JsonNode container = Manifests.pod(Manifests.rendered(overlay).one("Deployment", "metrics-service"))
                .at("/containers/0");
        String options = elements(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asText();

        assertThat(options.split(" ")).contains(LocalStack.FOR_BATCHES.split(" "));
    }

    @Test
    void scaling_stays_between_one_and_the_number_of_partitions() {
        JsonNode scaler = Manifests.rendered("prod")
                .one("ScaledObject", "metrics-service")
                .path("spec");
        JsonNode trigger = scaler.at("/triggers/0/metadata");
        int partitions = elements(KafkaAccess.contract())
                .filter(topic -> topic.path("name").equals(trigger.path("topic")))
                .findFirst()
                .orElseThrow()
                .path("partitions")
                .asInt();

        assertThat(scaler.path("minReplicaCount").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(scaler.path("maxReplicaCount").asInt()).isLessThanOrEqualTo(partitions);
        assertThat(trigger.path("consumerGroup").asText())
                .isEqualTo(KafkaAccess.settings("metrics-service")
                        .getProperty("mp.messaging.incoming.household-events.group.id"));
    }

    @ParameterizedTest
    @FieldSource("io.countywatch.kubernetes.KafkaAccess#SERVICES")
    void liveness_looks_at_neither_kafka_nor_postgresql(String service) {
        JsonNode container = Manifests.pod(Manifests.rendered("prod").one("Deployment", service))
                .path("containers")
                .path(0);

        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
    }

    @Test
    void production_servers_lose_nothing_with_one_machine_gone() {
        Manifests prod = Manifests.rendered("prod");
        JsonNode config = prod.one("Kafka", "countywatch").at("/spec/kafka/config");

        assertThat(prod.one("KafkaNodePool", "brokers").at("/spec/replicas").asInt())
                .isEqualTo(3);
        assertThat(config.path("default.replication.factor").asInt()).isEqualTo(3);
        assertThat(config.path("min.insync.replicas").asInt()).isEqualTo(2);
        assertThat(config.path("unclean.leader.election.enable").asBoolean(true))
                .isFalse();
        assertThat(config.path("auto.create.topics.enable").asBoolean(true)).isFalse();
        prod.of("Cluster").forEach(database -> {
            assertThat(database.at("/spec/instances").asInt()).isEqualTo(3);
            assertThat(database.at("/spec/postgresql/synchronous/dataDurability")
                            .asText())
                    .isEqualTo("required");
        });
        prod.of("Deployment").forEach(deployment -> {
            assertThat(deployment
                            .at("/spec/strategy/rollingUpdate/maxUnavailable")
                            .asInt(1))
                    .isZero();
            assertThat(prod.has("PodDisruptionBudget", Manifests.name(deployment)))
                    .isTrue();
        });
    }

    @Test
    void console_and_alert_service_find_one_another_by_the_names_of_their_routes() {
        Manifests prod = Manifests.rendered("prod");

        assertThat(variable(prod, "metrics-service", "COUNTYWATCH_CONSOLE_ALERTS_URL"))
                .isEqualTo("https://"
                        + prod.one("HTTPRoute", "alert-service")
                                .at("/spec/hostnames/0")
                                .asText());
        assertThat(variable(prod, "alert-service", "COUNTYWATCH_CONSOLE_ORIGIN"))
                .isEqualTo("https://"
                        + prod.one("HTTPRoute", "metrics-service")
                                .at("/spec/hostnames/0")
                                .asText());
    }

    private static String variable(Manifests manifests, String service, String name) {
        return elements(manifests.one("Deployment", service).at("/spec/template/spec/containers/0/env"))
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asText();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void secrets_are_references_only(String overlay) {
        assertThat(Manifests.rendered(overlay).of("Secret")).isEmpty();
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.replace("s", ""));
    }

    private static List<String> unknown(Manifests manifests, JsonNode workload) {
        Map<String, String> variables = new TreeMap<>();
        JsonNode container = Manifests.pod(workload).path("containers").path(0);
        elements(container.path("envFrom"))
                .flatMap(from ->
                        manifests
                                .one("ConfigMap", from.at("/configMapRef/name").asText())
                                .path("data")
                                .properties()
                                .stream())
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        elements(container.path("env"))
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        Properties own = KafkaAccess.settings(Manifests.name(workload).replace("-migration", ""));
        List<String> unknown = new ArrayList<>(variables.keySet());
        unknown.removeIf(name -> FRAMEWORK.contains(name)
                || own.stringPropertyNames().stream()
                        .map(SettingsTest::variable)
                        .anyMatch(name::equals)
                || name.startsWith("KAFKA_")
                        && ConsumerConfig.configNames()
                                .contains(name.substring("KAFKA_".length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.')));
        return unknown;
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Test
    void a_setting_that_is_changed_rolls_the_pods() {
        ObjectNode settings = (ObjectNode) Manifests.rendered("prod")
                .of("ConfigMap")
                .filter(map -> Manifests.name(map).startsWith("countywatch-settings-"))
                .findFirst()
                .orElseThrow();

        assertThat(Manifests.name(settings)).matches("countywatch-settings-[a-z0-9]{10}");
    }
}
