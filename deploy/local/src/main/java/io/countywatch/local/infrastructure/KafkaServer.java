package io.countywatch.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Kafka broker (KRaft, broker and controller in one) that runs from its jars as a process of its own. */
public final class KafkaServer implements AutoCloseable {

    private static final String CLUSTER_ID = "Y291bnR5d2F0Y2gtbG9jYQ";

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private ServerProcess process;

    /** @param folder keeps data, settings and log */
    public KafkaServer(Path folder, int port, int controllerPort) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public ServerProcess process() {
        return process;
    }

    /** Formats the data folder on first use and starts the broker; returns when it accepts connections. */
    public void start() {
        try {
            Path data = folder.resolve("data");
            Files.createDirectories(folder);
            Path settings = folder.resolve("server.properties");
            Files.writeString(settings, settings(data));
            if (!Files.exists(data.resolve("meta.properties"))) {
                ServerProcess.run(
                        "kafka storage format",
                        command(
                                "64m",
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                CLUSTER_ID,
                                "-c",
                                settings.toString()),
                        folder,
                        log());
            }
            process = ServerProcess.start(
                    "Kafka", command("512m", "kafka.Kafka", settings.toString()), Map.of(), folder, log());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + folder + ": " + e.getMessage(), e);
        }
        process.await(() -> ServerProcess.listens(port), Duration.ofSeconds(60));
    }

    private Path log() {
        return folder.resolve("kafka.log");
    }

    private List<String> command(String heap, String... arguments) throws IOException {
        Path logging = folder.resolve("log4j2.properties");
        Files.writeString(
                logging,
                """
                rootLogger.level=WARN
                rootLogger.appenderRef.out.ref=out
                appender.out.type=Console
                appender.out.name=out
                appender.out.layout.type=PatternLayout
                appender.out.layout.pattern=%d{ISO8601} %p %c %m%n
                """);
        List<String> command = new java.util.ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "-Dlog4j2.configurationFile=" + logging,
                "-cp",
                Project.target().resolve("lib") + "/*"));
        command.addAll(List.of(arguments));
        return command;
    }

    private String settings(Path data) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=3
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=8388608
        # After a kill -9 the broker waits for its own old session: keep that wait short.
        broker.session.timeout.ms=1500
        broker.heartbeat.interval.ms=500
        """
                .formatted(port, controllerPort, data);
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop("TERM", Duration.ofSeconds(15));
        }
    }
}
