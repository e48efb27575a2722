package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** metrics-service as it is packaged, as many processes as are asked for, beside a real broker and a real database. */
final class PackagedMetrics implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final String url;
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final String token;
    private final List<ServerProcess> processes = new ArrayList<>();

    PackagedMetrics(Path folder) {
        this.folder = folder;
        token = issuer.token("inspector", List.of("*"), List.of("metrics:read"), Duration.ofHours(1));
        kafka = new KafkaServer(folder.resolve("kafka"), PackagedIntake.freePort(), PackagedIntake.freePort());
        postgres = new PostgresServer(folder.resolve("postgres"), PackagedIntake.freePort(), false);
        kafka.start();
        postgres.start();
        Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
        url = postgres.jdbcUrl("metrics");
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    /** Starts a process, and waits until it is ready. @return its port */
    int start(Map<String, String> settings) {
        int port = launch(settings);
        ServerProcess process = processes.get(processes.size() - 1);
        process.await(() -> status(port, "/q/health/ready") == 200, Duration.ofSeconds(90));
        return port;
    }

    /** Starts a process. @return its port */
    int launch(Map<String, String> settings) {
        int port = PackagedIntake.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_DATASOURCE_JDBC_URL",
                url,
                "QUARKUS_DATASOURCE_USERNAME",
                PostgresServer.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                PostgresServer.PASSWORD,
                "QUARKUS_OIDC_PUBLIC_KEY",
                issuer.publicKey(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "COUNTYWATCH_LOCAL",
                "true",
                "COUNTYWATCH_PUBLISH_INTERVAL",
                "250ms"));
        environment.put(
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString());
        environment.putAll(settings);
        Path jar = Project.root().resolve("metrics-service/target/quarkus-app/quarkus-run.jar");
        ServerProcess process = ServerProcess.start(
                "metrics-service",
                List.of(ServerProcess.java(), "-Xmx384m", "-XX:+UseParallelGC", "-jar", jar.toString()),
                environment,
                folder,
                folder.resolve("metrics-" + processes.size() + ".log"));
        processes.add(process);
        return port;
    }

    String lastLines(int process) {
        return processes.get(process).lastLines();
    }

    int status(int port, String path) {
        try {
            return HTTP.send(request(port, path), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    JsonNode get(int port, String path) throws IOException, InterruptedException {
        return json(HTTP.send(request(port, path), BodyHandlers.ofString()).body());
    }

    private HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** First column of the first row; null without one. */
    String sql(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                var statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return null;
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    @Override
    public void close() {
        processes.forEach(process -> process.stop("TERM", Duration.ofSeconds(20)));
        kafka.close();
        postgres.close();
    }
}
