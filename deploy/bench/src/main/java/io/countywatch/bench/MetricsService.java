package io.countywatch.bench;

import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the packaged metrics-service for a benchmark, with the reference campaign and a log of its collections. */
public final class MetricsService {

    private static final String CAMPAIGN = "deploy/campaigns/china-2020";

    private final Programs programs;
    private final List<String> heap;
    private final Path folder;
    private final Map<String, String> settings;

    /**
     * @param heap options of its heap, {@code -Xmx512m} say
     * @param folder for its logs
     * @param url of its database
     */
    public MetricsService(
            Programs programs,
            List<String> heap,
            Path folder,
            String bootstrapServers,
            String url,
            TokenIssuer issuer) {
        this.programs = programs;
        this.heap = heap;
        this.folder = folder;
        this.settings = Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", url),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", PostgresServer.PASSWORD),
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_OIDC_PUBLIC_KEY", issuer.publicKey()),
                Map.entry("QUARKUS_OIDC_TOKEN_ISSUER", TokenIssuer.ISSUER),
                Map.entry(
                        "COUNTYWATCH_CAMPAIGN_DIR",
                        Project.root().resolve(CAMPAIGN).toString()),
                Map.entry("COUNTYWATCH_LOCAL", "true"));
    }

    /** An instance at a port. @param more settings by their names in the environment */
    public ServerProcess start(int port, Map<String, String> more) {
        List<String> command = new ArrayList<>(List.of(programs.java()));
        command.addAll(heap);
        command.addAll(programs.jvm());
        command.add("-Xlog:gc,safepoint:file=" + gcLog(port));
        command.addAll(List.of(
                "-jar",
                Project.root()
                        .resolve("metrics-service/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return ServerProcess.start(
                "metrics-service", command, all, folder, folder.resolve("metrics-service-" + port + ".log"));
    }

    /** Its pauses. */
    public Path gcLog(int port) {
        return folder.resolve("metrics-service-gc-" + port + ".log");
    }

    /** Codes of the counties of the campaign. */
    public static List<String> counties() throws IOException {
        return Files.readAllLines(Project.root().resolve(CAMPAIGN + "/units.csv")).stream()
                .map(line -> line.split(",", 3))
                .filter(row -> row[1].equals("county"))
                .map(row -> row[0])
                .toList();
    }
}
