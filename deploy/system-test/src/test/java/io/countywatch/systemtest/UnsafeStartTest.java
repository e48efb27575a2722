package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged services refuse what would let somebody in, listen, or lose something: each fault by itself, and all. */
class UnsafeStartTest {

    private static final String UNREACHABLE =
            "the database does not tell what the role of quarkus.datasource.username may do (SQLState 08001)";

    @TempDir
    Path folder;

    private record Fault(String variable, String value, String sentence) {}

    private static List<Fault> faultsOf(String service) {
        String channel =
                switch (service) {
                    case "intake-service" -> "household-events";
                    case "metrics-service" -> "county-metrics";
                    default -> "county-alerts";
                };
        List<Fault> faults = new ArrayList<>(List.of(
                new Fault(
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "",
                        "quarkus.oidc.auth-server-url must be set, and begin with https://"),
                new Fault(
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "http://login.example",
                        "quarkus.oidc.auth-server-url must be set, and begin with https://"),
                new Fault(
                        "QUARKUS_OIDC_TOKEN_ISSUER",
                        "http://login.example",
                        "quarkus.oidc.token.issuer must begin with https://"),
                new Fault(
                        "QUARKUS_OIDC_TOKEN_ISSUER",
                        "https://local.countywatch.invalid",
                        "quarkus.oidc.token.issuer is that of a local stack"),
                new Fault(
                        "QUARKUS_OIDC_PUBLIC_KEY",
                        "MIIB",
                        "quarkus.oidc.public-key is for the local stack only: keys could never be changed"),
                new Fault("QUARKUS_TLS_TRUST_ALL", "true", "quarkus.tls.trust-all must not be true"),
                new Fault("QUARKUS_OIDC_TLS_VERIFICATION", "none", "quarkus.oidc.tls.verification must not be none"),
                new Fault("QUARKUS_OIDC_TENANT_ENABLED", "false", "quarkus.oidc.tenant-enabled must not be false"),
                new Fault("QUARKUS_OIDC_TOKEN_AUDIENCE", "any", "quarkus.oidc.token.audience must be set"),
                new Fault(
                        "MP_MESSAGING_OUTGOING_" + channel.toUpperCase().replace('-', '_') + "_ENABLE_IDEMPOTENCE",
                        "false",
                        "mp.messaging.outgoing." + channel + ".enable.idempotence must be true"),
                new Fault(
                        "MP_MESSAGING_OUTGOING_" + channel.toUpperCase().replace('-', '_') + "_ACKS",
                        "1",
                        "mp.messaging.outgoing." + channel + ".acks must be all"),
                new Fault(
                        "KAFKA_SSL_KEYSTORE_PASSWORD",
                        "changeit",
                        "kafka.ssl.keystore.password is a default that everybody knows"),
                new Fault("QUARKUS_HTTP_CORS_ORIGINS", "*", "quarkus.http.cors.origins must not be *"),
                new Fault(
                        "COUNTYWATCH_CLOCK",
                        "replay",
                        "countywatch.clock=replay is for the local stack only (countywatch.local=true)")));
        if (!service.equals("intake-service")) {
            faults.add(new Fault(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "jdbc:postgresql://127.0.0.1:1/db?sslmode=require",
                    "quarkus.datasource.jdbc.url must have sslmode=verify-full"));
            faults.add(new Fault(
                    "QUARKUS_DATASOURCE_PASSWORD",
                    "postgres",
                    "quarkus.datasource.password is a default that everybody knows"));
        }
        return faults;
    }

    static Stream<Arguments> each_fault_alone_is_refused_with_its_sentence() {
        return Stream.of("intake-service", "metrics-service", "alert-service")
                .flatMap(service -> faultsOf(service).stream()
                        .map(fault -> Arguments.of(service, fault.variable() + "=" + fault.value(), fault.sentence())));
    }

    @ParameterizedTest
    @MethodSource
    void each_fault_alone_is_refused_with_its_sentence(String service, String setting, String sentence) {
        Map<String, String> environment = PackagedStart.safe(service);
        environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));

        PackagedStart start = PackagedStart.of(service, folder, environment);

        assertThat(start.code()).as(start.output()).isEqualTo(1);
        assertThat(start.output()).contains(service + " does not start:");
        // Nobody answers in the place of the database; asked about its role or not, the fault itself is told.
        assertThat(start.faults())
                .contains(sentence)
                .filteredOn(fault -> !fault.equals(UNREACHABLE))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake-service", "metrics-service", "alert-service"})
    void all_faults_are_told_at_once_whatever_the_profile(String service) {
        PackagedStart start = PackagedStart.of(
                service,
                folder,
                Map.of(
                        "QUARKUS_PROFILE", "dev",
                        "QUARKUS_OIDC_TOKEN_AUDIENCE", "any",
                        "QUARKUS_HTTP_CORS_ORIGINS", "*",
                        "COUNTYWATCH_CLOCK", "replay"));

        assertThat(start.code()).isEqualTo(1);
        assertThat(start.faults())
                .contains(
                        "quarkus.oidc.auth-server-url must be set, and begin with https://",
                        "quarkus.oidc.token.audience must be set",
                        "quarkus.http.cors.origins must not be *",
                        "countywatch.clock=replay is for the local stack only (countywatch.local=true)")
                .anyMatch(fault -> fault.startsWith("kafka.security.protocol must be SSL or SASL_SSL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake-service", "metrics-service", "alert-service"})
    void plain_text_kafka_is_refused_naming_the_channels(String service) {
        Map<String, String> environment = PackagedStart.safe(service);
        environment.remove("KAFKA_SECURITY_PROTOCOL");

        PackagedStart start = PackagedStart.of(service, folder, environment);

        assertThat(start.code()).isEqualTo(1);
        assertThat(start.faults())
                .anyMatch(
                        fault -> fault.matches(
                                "kafka\\.security\\.protocol must be SSL or SASL_SSL \\(in plain text: (county|household)-.*\\)"));
    }

    @Test
    void the_local_stack_is_for_loopback_only() {
        PackagedStart start = PackagedStart.of(
                "intake-service",
                folder,
                Map.of(
                        "COUNTYWATCH_LOCAL", "true",
                        "QUARKUS_HTTP_HOST", "0.0.0.0",
                        "QUARKUS_OIDC_TOKEN_ISSUER", "https://local.countywatch.invalid"));

        assertThat(start.code()).isEqualTo(1);
        assertThat(start.faults())
                .containsExactly("countywatch.local=true works on loopback only: quarkus.http.host must be 127.0.0.1");
    }
}
