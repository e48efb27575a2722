package io.countywatch.alert.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Alertmanager of this machine as a process, which tells a webhook what it knows. */
final class RealAlertmanager implements AutoCloseable {

    private static final String CONFIG =
            """
            route: { receiver: hook, group_by: [province], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
            receivers:
              - { name: hook, webhook_configs: [ { url: "%s", send_resolved: true } ] }
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final ServerProcess process;

    RealAlertmanager(String program, Path folder, String hook) throws IOException {
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG.formatted(hook));
        int port = ServerProcess.freePort();
        url = "http://127.0.0.1:" + port;
        process = ServerProcess.start(
                "alertmanager",
                List.of(
                        program,
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="),
                Map.of(),
                folder,
                folder.resolve("alertmanager.log"));
        process.await(() -> ServerProcess.listens(port), Duration.ofSeconds(30));
    }

    /** The installed one, under either of its names. */
    static Optional<String> program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder ->
                        Stream.of("prometheus-alertmanager", "alertmanager").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    String url() {
        return url;
    }

    /** What fires for it. */
    JsonNode alerts() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts")).build();
            return Json.tree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(10));
    }
}
