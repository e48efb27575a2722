package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** intake-service as it is packaged, a process beside a real broker. */
final class PackagedIntake implements AutoCloseable {

    private static final String TOPIC = "household-events.v1";

    private final KafkaServer kafka;
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final String token;
    private final PackagedService service;

    /** As the local stack runs it, with tokens of its own issuer. */
    PackagedIntake(Path folder) throws IOException {
        this(folder, Map.of());
    }

    /** @param changes to its environment; an empty text takes a variable away */
    PackagedIntake(Path folder, Map<String, String> changes) throws IOException {
        token = issuer.token("worker-1", List.of("*"), List.of("events:write"), Duration.ofHours(1));
        kafka = new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
        kafka.start();
        try {
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            Map<String, String> settings = PackagedService.settings(kafka.bootstrapServers(), issuer);
            settings.put("COUNTYWATCH_INTAKE_RATE_BURST", "10000000");
            settings.putAll(changes);
            settings.values().removeIf(String::isEmpty);
            service = PackagedService.start(
                    "intake-service",
                    ServerProcess.freePort(),
                    List.of("-Xmx256m"),
                    settings,
                    folder.resolve("intake.log"));
            service.process().await(() -> ServerProcess.listens(service.port()), Duration.ofSeconds(60));
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    int port() {
        return service.port();
    }

    ServerProcess process() {
        return service.process();
    }

    HttpResponse<String> post(HttpClient client, String batch) throws IOException, InterruptedException {
        return post(client, batch, token);
    }

    HttpResponse<String> post(HttpClient client, String batch, String token) throws IOException, InterruptedException {
        return client.send(
                service.request("/v1/events")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .POST(BodyPublishers.ofString(batch))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Everything that Kafka has: receipt to event id. */
    Map<String, String> stored() {
        Map<String, String> stored = new HashMap<>();
        WholeTopic.read(kafka.bootstrapServers(), TOPIC)
                .forEach(message -> stored.put(
                        message.partition() + ":" + message.offset(),
                        new String(message.headers().lastHeader("ce_id").value())));
        return stored;
    }

    @Override
    public void close() {
        service.stop();
        kafka.close();
    }
}
