package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** intake-service as it is packaged, a process beside a real broker. */
final class PackagedIntake implements AutoCloseable {

    private static final String TOPIC = "household-events.v1";

    private final KafkaServer kafka;
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final String token;
    private final int port = freePort();
    private final ServerProcess process;

    /** As the local stack runs it, with tokens of its own issuer. */
    PackagedIntake(Path folder) throws IOException {
        this(folder, Map.of());
    }

    /** @param changes to its environment; an empty text takes a variable away */
    PackagedIntake(Path folder, Map<String, String> changes) throws IOException {
        token = issuer.token("worker-1", List.of("*"), List.of("events:write"), Duration.ofHours(1));
        kafka = new KafkaServer(folder.resolve("kafka"), freePort(), freePort());
        kafka.start();
        try {
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            process = ServerProcess.start(
                    "intake-service",
                    List.of(
                            ServerProcess.java(),
                            "-Xmx256m",
                            "-jar",
                            Project.root()
                                    .resolve("intake-service/target/quarkus-app/quarkus-run.jar")
                                    .toString()),
                    environment(changes),
                    folder,
                    folder.resolve("intake.log"));
            process.await(() -> ServerProcess.listens(port), Duration.ofSeconds(60));
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private Map<String, String> environment(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(settings());
        environment.putAll(changes);
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    private Map<String, String> settings() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_OIDC_PUBLIC_KEY",
                issuer.publicKey(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString(),
                "COUNTYWATCH_INTAKE_RATE_BURST",
                "10000000",
                "COUNTYWATCH_LOCAL",
                "true");
    }

    int port() {
        return port;
    }

    ServerProcess process() {
        return process;
    }

    HttpResponse<String> post(HttpClient client, String batch) throws IOException, InterruptedException {
        return post(client, batch, token);
    }

    HttpResponse<String> post(HttpClient client, String batch, String token) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(batch))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Everything that Kafka has: receipt to event id. */
    Map<String, String> stored() {
        Map<String, String> stored = new HashMap<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    stored.put(
                            message.partition() + ":" + message.offset(),
                            new String(message.headers().lastHeader("ce_id").value()));
                }
            }
        }
        return stored;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(20));
        kafka.close();
    }
}
