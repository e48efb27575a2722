package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One process of a service as it is packaged, on loopback. */
record PackagedService(ServerProcess process, int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What every service is told in the local stack; tokens are those of an issuer of the test's own. */
    static Map<String, String> settings(String bootstrapServers, TokenIssuer issuer) {
        return new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_OIDC_PUBLIC_KEY",
                issuer.publicKey(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "COUNTYWATCH_CAMPAIGN_DIR",
                CampaignCopy.ORIGINAL.toString(),
                "COUNTYWATCH_LOCAL",
                "true"));
    }

    static Map<String, String> database(String url) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                url,
                "QUARKUS_DATASOURCE_USERNAME",
                PostgresServer.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                PostgresServer.PASSWORD);
    }

    /** Does not wait until it serves. */
    static PackagedService start(
            String service, int port, List<String> javaOptions, Map<String, String> settings, Path log) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                Project.root()
                        .resolve(service)
                        .resolve("target/quarkus-app/quarkus-run.jar")
                        .toString()));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new PackagedService(ServerProcess.start(service, command, environment, log.getParent(), log), port);
    }

    void awaitReady() {
        process.await(() -> ready().filter(answer -> answer.statusCode() == 200).isPresent(), Duration.ofSeconds(90));
    }

    /** What its readiness says; empty if it does not answer. */
    Optional<HttpResponse<String>> ready() {
        return send(request("/q/health/ready").timeout(Duration.ofSeconds(5)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    /** Empty if nobody answers. */
    Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it tells Prometheus: values by series. */
    Map<String, Double> scrape() {
        Map<String, Double> values = new TreeMap<>();
        send(request("/q/metrics"))
                .orElseThrow()
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    values.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
                });
        return values;
    }

    void stop() {
        process.stop("TERM", Duration.ofSeconds(20));
    }
}
