package io.countywatch.shared.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsafeSettingsTest {

    private static final Map<String, String> SAFE = Map.of(
            "quarkus.oidc.auth-server-url", "https://login.example/realms/countywatch",
            "kafka.security.protocol", "SSL",
            "kafka.ssl.keystore.password", "b7Qd0x",
            "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/metrics?sslmode=verify-full&sslrootcert=/ca.crt",
            "quarkus.datasource.username", "metrics_app",
            "quarkus.datasource.password", "9fP2mm");

    @Test
    void the_packaged_defaults_with_real_servers_are_safe() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "quarkus.oidc.auth-server-url | '' | quarkus.oidc.auth-server-url must be set, and begin with https://",
                "quarkus.oidc.auth-server-url | http://login | quarkus.oidc.auth-server-url must be set, and begin with https://",
                "quarkus.oidc.token.issuer | http://login | quarkus.oidc.token.issuer must begin with https://",
                "quarkus.oidc.token.issuer | any | quarkus.oidc.token.issuer must begin with https://",
                "quarkus.oidc.token.issuer | https://local.countywatch.invalid | quarkus.oidc.token.issuer is that of a local stack",
                "quarkus.oidc.public-key | MII | quarkus.oidc.public-key is for the local stack only: keys could never be changed",
                "quarkus.tls.trust-all | true | quarkus.tls.trust-all must not be true",
                "quarkus.oidc.tls.verification | none | quarkus.oidc.tls.verification must not be none",
                "quarkus.oidc.tenant-enabled | false | quarkus.oidc.tenant-enabled must not be false",
                "quarkus.oidc.token.audience | '' | quarkus.oidc.token.audience must be set",
                "quarkus.oidc.token.audience | any | quarkus.oidc.token.audience must be set",
                "mp.messaging.outgoing.county-metrics.security.protocol | PLAINTEXT | kafka.security.protocol must be SSL or SASL_SSL (in plain text: county-metrics)",
                "mp.messaging.outgoing.county-metrics.acks | 1 | mp.messaging.outgoing.county-metrics.acks must be all",
                "mp.messaging.outgoing.county-metrics.enable.idempotence | false | mp.messaging.outgoing.county-metrics.enable.idempotence must be true",
                "quarkus.datasource.jdbc.url | jdbc:postgresql://db/metrics | quarkus.datasource.jdbc.url must have sslmode=verify-full",
                "quarkus.datasource.jdbc.url | jdbc:postgresql://db/metrics?sslmode=require | quarkus.datasource.jdbc.url must have sslmode=verify-full",
                "quarkus.datasource.jdbc.url | jdbc:postgresql://db/sslmode=verify-full | quarkus.datasource.jdbc.url must have sslmode=verify-full",
                "quarkus.datasource.password | countywatch | quarkus.datasource.password is a default that everybody knows",
                "quarkus.datasource.password | metrics_app | quarkus.datasource.password is a default that everybody knows",
                "kafka.ssl.keystore.password | changeit | kafka.ssl.keystore.password is a default that everybody knows",
                "kafka.sasl.jaas.config | 'x.Scram required username=\"a\" password=\"secret\";' | kafka.sasl.jaas.config is a default that everybody knows",
                "quarkus.http.cors.origins | 'https://a.example, *' | quarkus.http.cors.origins must not be *",
                "countywatch.clock | replay | countywatch.clock=replay is for the local stack only (countywatch.local=true)",
            })
    void each_unsafe_setting_is_named_without_its_value(String name, String value, String sentence) {
        assertThat(faults(Map.of(name, value))).containsExactly(sentence);
    }

    @Test
    void all_faults_are_told_at_once() {
        assertThat(faults(Map.of(
                        "quarkus.oidc.auth-server-url", "",
                        "kafka.security.protocol", "PLAINTEXT",
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/metrics",
                        "quarkus.http.cors.origins", "*")))
                .hasSize(4);
    }

    @Test
    void a_service_without_a_database_is_not_asked_about_one() {
        assertThat(faults(Map.of("quarkus.datasource.db-kind", "", "quarkus.datasource.jdbc.url", "")))
                .isEmpty();
    }

    @Test
    void the_local_stack_may_do_as_it_likes_on_loopback_only() {
        Map<String, String> local = Map.of(
                "countywatch.local", "true",
                "countywatch.clock", "replay",
                "kafka.security.protocol", "PLAINTEXT",
                "quarkus.oidc.auth-server-url", "",
                "quarkus.oidc.token.issuer", "https://local.countywatch.invalid",
                "quarkus.http.host", "127.0.0.1");
        Map<String, String> everywhere = new HashMap<>(local);
        everywhere.put("quarkus.http.host", "0.0.0.0");

        assertThat(faults(local)).isEmpty();
        assertThat(faults(everywhere))
                .containsExactly("countywatch.local=true works on loopback only: quarkus.http.host must be 127.0.0.1");
    }

    @Test
    void a_migration_is_asked_about_its_database_only() {
        assertThat(faults(Map.of(
                        "quarkus.init-and-exit", "true",
                        "quarkus.oidc.auth-server-url", "",
                        "kafka.security.protocol", "PLAINTEXT",
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/metrics")))
                .containsExactly("quarkus.datasource.jdbc.url must have sslmode=verify-full");
    }

    /** Of the packaged settings, with safe ones of a deployment, with changes. */
    private static List<String> faults(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>();
        packaged().forEach((name, value) -> all.put(name.toString(), value.toString()));
        all.putAll(SAFE);
        all.putAll(changes);
        return UnsafeSettings.faults(all::get, all.keySet());
    }

    private static Properties packaged() {
        Properties properties = new Properties();
        try (var in = UnsafeSettingsTest.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
