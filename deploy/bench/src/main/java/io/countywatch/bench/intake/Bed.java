package io.countywatch.bench.intake;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Kafka and the packaged intake-service as processes, in a folder that is gone afterwards. */
final class Bed implements AutoCloseable {

    private static final String TOPIC = "household-events.v1";
    private static final int PARTITIONS = 24;

    private final Path folder;
    private final KafkaServer kafka;
    private final TokenIssuer tokens = TokenIssuer.generate();
    private final int port = freePort();
    private ServerProcess intake;

    /** @param heap {@code -Xmx} of intake-service */
    Bed(String heap, List<String> jvmOptions, int callers) throws IOException {
        folder = Files.createTempDirectory("countywatch-bench-");
        kafka = new KafkaServer(folder.resolve("kafka"), freePort(), freePort());
        try {
            kafka.start();
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            keepLittle();
            writeTokens(callers);
            startIntake(heap, jvmOptions);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    Path tokenFile() {
        return folder.resolve("tokens");
    }

    long intakePid() {
        return intake.pid();
    }

    long kafkaPid() {
        return kafka.process().pid();
    }

    Path gcLog() {
        return folder.resolve("gc.log");
    }

    /** Records that Kafka has been given: to be compared with what was answered. */
    long stored() {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            IntStream.range(0, PARTITIONS).forEach(i -> ends.put(new TopicPartition(TOPIC, i), OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Kafka does not tell its offsets", e);
        }
    }

    /** A long run must not fill the disk. */
    private void keepLittle() {
        Collection<AlterConfigOp> changes = Stream.of("retention.bytes", "segment.bytes")
                .map(name -> new AlterConfigOp(new ConfigEntry(name, "67108864"), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), changes))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Kafka does not change its topic", e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private void writeTokens(int callers) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            lines.add(tokens.token("worker-" + i, List.of("5134*"), List.of("events:write"), Duration.ofHours(12)));
        }
        Files.write(tokenFile(), lines);
    }

    private void startIntake(String heap, List<String> jvmOptions) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java(), "-Xmx" + heap));
        command.addAll(jvmOptions);
        command.add("-Xlog:gc:file=" + gcLog() + ":tags:filecount=0");
        command.add("-jar");
        command.add(Project.root()
                .resolve("intake-service/target/quarkus-app/quarkus-run.jar")
                .toString());
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                "" + port,
                "QUARKUS_OIDC_PUBLIC_KEY",
                tokens.publicKey(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString(),
                "COUNTYWATCH_LOCAL",
                "true");
        intake = ServerProcess.start(
                "intake-service", command, environment, folder.resolve("intake"), folder.resolve("intake.log"));
        intake.await(() -> ServerProcess.listens(port), Duration.ofSeconds(60));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        if (intake != null) {
            intake.stop("TERM", Duration.ofSeconds(15));
        }
        kafka.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
