package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged services with the variables, topics, rights and roles of the production manifests, on real servers with
 * TLS: an event goes from the field to the figures, and nobody can do more than that takes. Only addresses, places of
 * files and passwords are the test's.
 */
class ProductionSettingsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final Map<String, Integer> ports = new HashMap<>();

    @Test
    void an_event_reaches_the_figures_with_the_rights_of_the_manifests() throws Exception {
        Authority authority = new Authority(folder.resolve("authority"));
        List<ServerProcess> services = new ArrayList<>();
        try (SecuredKafka kafka = new SecuredKafka(folder.resolve("kafka"), authority);
                VerifiedPostgres metrics = new VerifiedPostgres(folder.resolve("metrics"), "metrics");
                VerifiedPostgres alerts = new VerifiedPostgres(folder.resolve("alerts"), "alerts");
                SecuredIssuer issuer = new SecuredIssuer(authority)) {
            migrate("metrics-service", metrics);
            migrate("alert-service", alerts);
            services.add(start("intake-service", kafka, authority, issuer, null));
            services.add(start("metrics-service", kafka, authority, issuer, metrics));
            services.add(start("alert-service", kafka, authority, issuer, alerts));
            for (Map.Entry<String, Integer> service : ports.entrySet()) {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> get(service.getValue(), "/q/health/ready", "none")
                                        .statusCode()
                                == 200);
            }

            String receipt = post(issuer.token("worker", List.of("5134*"), List.of("events:write")));
            String reader = issuer.token("reader", List.of("*"), List.of("metrics:read", "alerts:read"));
            HttpResponse<String> figure =
                    get(ports.get("metrics-service"), "/v1/counties/513429?wait=20s&after=" + receipt, reader);

            assertThat(figure.statusCode()).as(figure.body()).isEqualTo(200);
            assertThat(LocalRun.json(figure).at("/measures/status/POOR/persons").asInt())
                    .isEqualTo(4);
            assertThat(get(ports.get("alert-service"), "/v1/alerts", reader).statusCode())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).until(() -> get(ports.get("alert-service"), "/q/metrics", "none")
                    .body()
                    .contains("alert_snapshots_total"));
            assertThat(get(ports.get("metrics-service"), "/v1/counties", "not-a-token")
                            .statusCode())
                    .isEqualTo(401);
            nobody_writes_what_is_not_theirs(kafka);
            a_key_that_is_taken_away_is_believed_by_nobody_soon(issuer, reader);
            logs_are_lines_of_json_without_payloads();
        } finally {
            services.forEach(service -> service.stop("TERM", Duration.ofSeconds(30)));
        }
    }

    private static void nobody_writes_what_is_not_theirs(SecuredKafka kafka) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka.client("alert-service"), new StringSerializer(), new StringSerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("household-events.v1", "x", "x"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    /** Without a token of a new key, which would make the services look. */
    private void a_key_that_is_taken_away_is_believed_by_nobody_soon(SecuredIssuer issuer, String old) {
        Map<String, String> paths = Map.of("metrics-service", "/v1/counties", "alert-service", "/v1/alerts");
        issuer.replaceKey();

        paths.forEach((service, path) -> await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        get(ports.get(service), path, old).statusCode())
                .as(service)
                .isEqualTo(401)));
        String reader = issuer.token("reader", List.of("*"), List.of("metrics:read", "alerts:read"));
        paths.forEach((service, path) -> await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        get(ports.get(service), path, reader).statusCode())
                .as(service)
                .isEqualTo(200)));
    }

    private void logs_are_lines_of_json_without_payloads() throws Exception {
        for (String service : ports.keySet()) {
            // What the Java runtime itself says of its options, before there is a log.
            List<String> lines = Files.readAllLines(folder.resolve(service + ".log")).stream()
                    .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                    .toList();
            assertThat(lines).as(service).isNotEmpty().allSatisfy(line -> {
                assertThat(new ObjectMapper().readTree(line).path("message").asText())
                        .isNotEmpty();
                assertThat(line).doesNotContain("h-production-1");
            });
        }
    }

    private void migrate(String service, VerifiedPostgres postgres) {
        Map<String, String> variables = RenderedManifests.variables("Job", service + "-migration");
        put(variables, postgres, "migration");
        variables.put("COUNTYWATCH_CAMPAIGN_DIR", campaign());
        PackagedStart migrated = PackagedStart.of(service, folder, variables);
        assertThat(migrated.code()).as(migrated.output()).isZero();
    }

    private ServerProcess start(
            String service, SecuredKafka kafka, Authority authority, SecuredIssuer issuer, VerifiedPostgres postgres)
            throws Exception {
        Map<String, String> variables = RenderedManifests.variables("Deployment", service);
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("KAFKA_SSL_TRUSTSTORE_LOCATION", authority.certificate().toString());
        variables.put("KAFKA_SSL_KEYSTORE_LOCATION", authority.keysOf(service).toString());
        variables.put("KAFKA_SSL_KEYSTORE_PASSWORD", Authority.PASSWORD);
        variables.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.address());
        variables.put("QUARKUS_OIDC_TOKEN_ISSUER", issuer.address());
        variables.put("COUNTYWATCH_CAMPAIGN_DIR", campaign());
        variables.put("COUNTYWATCH_TOKENS_KEYS_REFRESHED", "1s");
        variables.put("QUARKUS_OIDC_TOKEN_FORCED_JWK_REFRESH_INTERVAL", "100MS");
        if (postgres != null) {
            put(variables, postgres, "app");
        }
        int port = ServerProcess.freePort();
        ports.put(service, port);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        return ServerProcess.start(
                service,
                List.of(
                        ServerProcess.java(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.tls.issuer.trust-store.pem.certs=" + authority.certificate(),
                        "-Dquarkus.oidc.tls.tls-configuration-name=issuer",
                        "-jar",
                        Project.root()
                                .resolve(service)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString()),
                variables,
                folder,
                folder.resolve(service + ".log"));
    }

    private static void put(Map<String, String> variables, VerifiedPostgres postgres, String role) {
        variables.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url());
        variables.put("QUARKUS_DATASOURCE_USERNAME", postgres.role(role));
        variables.put("QUARKUS_DATASOURCE_PASSWORD", VerifiedPostgres.PASSWORD);
    }

    private static String campaign() {
        return Project.root().resolve("deploy/campaigns/china-2020").toString();
    }

    private String post(String token) throws Exception {
        String event =
                """
                {"specversion":"1.0","id":"production-1","source":"/devices/production",
                 "type":"countywatch.household.status-changed.v1","subject":"h-production-1","time":"%s",
                 "countycode":"513429","data":{"status":"POOR","persons":4}}"""
                        .formatted(OffsetDateTime.now(ZoneOffset.UTC).withNano(0));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get("intake-service") + "/v1/events"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode result = LocalRun.json(answer).at("/results/0");
        return result.path("receipt").asText();
    }

    private static HttpResponse<String> get(int port, String path, String token) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
