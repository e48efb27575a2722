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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * metrics-service as it is packaged, as many processes as are asked for, beside a real broker and a real database; and
 * alert-service that reads what they publish.
 */
final class PackagedMetrics implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final String token;
    private final String metricsUrl;
    private final String alertsUrl;
    private final List<PackagedService> processes = new ArrayList<>();

    PackagedMetrics(Path folder) {
        this.folder = folder;
        token = issuer.token("inspector", List.of("*"), List.of("metrics:read"), Duration.ofHours(1));
        kafka = new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
        postgres = new PostgresServer(folder.resolve("postgres"), ServerProcess.freePort(), false);
        kafka.start();
        postgres.start();
        Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
        metricsUrl = postgres.jdbcUrl("metrics");
        alertsUrl = postgres.jdbcUrl("alerts");
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    /** Starts a process, and waits until it is ready. */
    PackagedService start(Map<String, String> changes) {
        PackagedService process = launch(changes);
        process.awaitReady();
        return process;
    }

    /** Starts a process. */
    PackagedService launch(Map<String, String> changes) {
        Map<String, String> settings = PackagedService.settings(kafka.bootstrapServers(), issuer);
        settings.putAll(PackagedService.database(metricsUrl));
        settings.put("COUNTYWATCH_PUBLISH_INTERVAL", "250ms");
        settings.putAll(changes);
        return launch("metrics-service", List.of("-Xmx384m", "-XX:+UseParallelGC"), settings);
    }

    /** Starts the alert-service of a campaign, and waits until it is ready. */
    PackagedService startAlerts(CampaignCopy campaign, Map<String, String> changes) {
        Map<String, String> settings = PackagedService.settings(kafka.bootstrapServers(), issuer);
        settings.putAll(PackagedService.database(alertsUrl));
        settings.put("COUNTYWATCH_CAMPAIGN_DIR", campaign.folder().toString());
        settings.putAll(changes);
        PackagedService process =
                launch("alert-service", List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), settings);
        process.awaitReady();
        return process;
    }

    private PackagedService launch(String service, List<String> javaOptions, Map<String, String> settings) {
        PackagedService process = PackagedService.start(
                service,
                ServerProcess.freePort(),
                javaOptions,
                settings,
                folder.resolve(service + "-" + processes.size() + ".log"));
        processes.add(process);
        return process;
    }

    /** -1 if nobody answers. */
    int status(PackagedService process, String path) {
        return process.send(process.request(path).header("Authorization", "Bearer " + token))
                .map(HttpResponse::statusCode)
                .orElse(-1);
    }

    JsonNode get(PackagedService process, String path) throws IOException {
        return json(process.send(process.request(path).header("Authorization", "Bearer " + token))
                .orElseThrow(() -> new IOException("nobody answers " + path))
                .body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** First column of the first row of metrics-service's database; null without one. */
    String sql(String query) throws SQLException {
        return firstOf(metricsUrl, query);
    }

    /** The same of alert-service's. */
    String alertsSql(String query) throws SQLException {
        return firstOf(alertsUrl, query);
    }

    private static String firstOf(String url, String query) throws SQLException {
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
        processes.forEach(PackagedService::stop);
        kafka.close();
        postgres.close();
    }
}
