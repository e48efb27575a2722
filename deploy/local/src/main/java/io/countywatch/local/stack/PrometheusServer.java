package io.countywatch.local.stack;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An installed Prometheus that scrapes the local services and has the rules of {@code deploy/observability}. */
public final class PrometheusServer implements AutoCloseable {

    private final int port;
    private final ServerProcess process;

    private PrometheusServer(int port, ServerProcess process) {
        this.port = port;
        this.process = process;
    }

    /** The program on the PATH, if it is installed. */
    public static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it beside a running stack; returns when it answers.
     *
     * @throws StackException if its port is taken, or it does not start
     */
    public static PrometheusServer start(Path program, LocalStack stack, RunFolder folder, Ports ports) {
        int port = ports.prometheus();
        if (ServerProcess.listens(port)) {
            throw new StackException("port " + port
                    + " (Prometheus) is taken; move all ports with --port-offset, or leave out --observe");
        }
        Path own = folder.of("prometheus");
        try {
            Files.createDirectories(own);
            Files.writeString(own.resolve("prometheus.yml"), settings(stack.services()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + own + ": " + e.getMessage(), e);
        }
        ServerProcess process = ServerProcess.start(
                "Prometheus",
                List.of(
                        program.toString(),
                        "--config.file=" + own.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + own.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                own,
                own.resolve("prometheus.log"));
        PrometheusServer server = new PrometheusServer(port, process);
        try {
            process.await(() -> ServerProcess.listens(port), Duration.ofSeconds(30));
        } catch (IllegalStateException e) {
            server.close();
            throw new StackException(e.getMessage());
        }
        return server;
    }

    /** The jobs are called as on Kubernetes; the label tells rules about the calendar that this is a replay. */
    private static String settings(List<Service> services) {
        StringBuilder yaml = new StringBuilder(
                """
                global: {scrape_interval: 5s, evaluation_interval: 5s}
                rule_files: ['%s']
                scrape_configs:
                """
                        .formatted(Project.root().resolve("deploy/observability/rules/countywatch.yaml")));
        for (Service service : services) {
            yaml.append(
                    """
                      - job_name: %s
                        metrics_path: /q/metrics
                        static_configs: [{targets: ['%s'], labels: {clock: replay}}]
                    """
                            .formatted(service.name(), service.uri().getAuthority()));
        }
        return yaml.toString();
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(15));
    }
}
