package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import java.util.stream.Stream;

/** Two replicas of alert-service as they are packaged, processes beside a real broker and a real database. */
final class AlertReplicas implements AutoCloseable {

    private static final int REPLICAS = 2;

    private final Path folder;
    private final CampaignCopy campaign;
    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> ports = new ArrayList<>();
    private final PackagedService[] replicas = new PackagedService[REPLICAS];
    private int starts;

    /** @param rules rules file of the campaign */
    AlertReplicas(Path folder, String rules) throws IOException {
        this.folder = folder;
        campaign = CampaignCopy.in(folder).rules(rules);
        kafka = new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
        postgres = new PostgresServer(folder.resolve("postgres"), ServerProcess.freePort(), false);
        try {
            kafka.start();
            postgres.start();
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            for (int replica = 0; replica < REPLICAS; replica++) {
                ports.add(ServerProcess.freePort());
                start(replica);
            }
            for (int replica = 0; replica < REPLICAS; replica++) {
                awaitReady(replica);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts one that does not run; does not wait. */
    void start(int replica) {
        replicas[replica] = PackagedService.start(
                "alert-service",
                ports.get(replica),
                List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                settings(),
                folder.resolve("alert-" + replica + "-" + starts++ + ".log"));
    }

    void awaitReady(int replica) {
        replicas[replica].awaitReady();
    }

    /** Other rules for whoever is started from now on. */
    void rules(String rules) throws IOException {
        campaign.rules(rules);
    }

    void stop(int replica) {
        replicas[replica].stop();
    }

    void kill(int replica) {
        process(replica).kill();
    }

    /** The replica that evaluates, as it says itself; -1 if none does. */
    int evaluator() {
        for (int replica = 0; replica < REPLICAS; replica++) {
            if (process(replica).isAlive()
                    && replicas[replica]
                            .ready()
                            .filter(answer -> answer.body().contains("\"lease\": true"))
                            .isPresent()) {
                return replica;
            }
        }
        return -1;
    }

    /** Asks one of them as somebody who may read and manage everything; a body makes it a POST. */
    HttpResponse<String> ask(int replica, String path, String body) {
        HttpRequest.Builder request = replicas[replica].request(path).header("Authorization", "Bearer " + token());
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return replicas[replica].send(request).orElseThrow();
    }

    /** Ids of the next events of its stream of transitions, after one of them. */
    List<String> streamed(int replica, String after, int events) {
        HttpRequest request = replicas[replica]
                .request("/v1/alerts/stream")
                .header("Authorization", "Bearer " + token())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", after)
                .build();
        try (Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring("id:".length()).strip())
                    .limit(events)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String token() {
        return issuer.token("ops-1", List.of("*"), List.of("alerts:read", "alerts:manage"), Duration.ofMinutes(10));
    }

    private Map<String, String> settings() {
        Map<String, String> environment = PackagedService.settings(kafka.bootstrapServers(), issuer);
        environment.putAll(PackagedService.database(postgres.jdbcUrl("alerts")));
        environment.put("COUNTYWATCH_CAMPAIGN_DIR", campaign.folder().toString());
        environment.put("COUNTYWATCH_CLOCK", "replay");
        environment.put("COUNTYWATCH_EVALUATION_LEASE", "2s");
        environment.put("COUNTYWATCH_EVALUATION_EVERY", "1s");
        environment.put("COUNTYWATCH_DATABASE_IDLE_IN_TRANSACTION", "5s");
        environment.put("COUNTYWATCH_DELIVERY_CLAIM", "8s");
        for (String channel : List.of("COUNTY_ALERTS", "COUNTY_ALERT_STATE")) {
            String producer = "MP_MESSAGING_OUTGOING_" + channel;
            environment.put(producer + "_MAX_BLOCK_MS", "500");
            environment.put(producer + "_REQUEST_TIMEOUT_MS", "2000");
            environment.put(producer + "_DELIVERY_TIMEOUT_MS", "3000");
        }
        environment.put("COUNTYWATCH_DELIVERY_RETRY", "200ms");
        environment.put("COUNTYWATCH_NOTIFICATION_TIMEOUT", "1s");
        environment.put("COUNTYWATCH_NOTIFICATION_CLAIM", "3s");
        environment.put("COUNTYWATCH_NOTIFICATION_RETRY", "200ms");
        environment.put("COUNTYWATCH_NOTIFICATION_LONGEST_RETRY", "1s");
        return environment;
    }

    ServerProcess process(int replica) {
        return replicas[replica].process();
    }

    /** Codes of the campaign's counties. */
    List<String> counties() throws IOException {
        return campaign.counties();
    }

    KafkaServer kafka() {
        return kafka;
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("alerts"), PostgresServer.USER, PostgresServer.PASSWORD);
    }

    /** The first column of a query, as text. */
    List<String> column(String sql) {
        try (Connection connection = database();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (PackagedService replica : replicas) {
            if (replica != null) {
                replica.stop();
            }
        }
        postgres.close();
        kafka.close();
    }
}
