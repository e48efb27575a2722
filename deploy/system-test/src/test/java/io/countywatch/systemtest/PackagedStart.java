package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged service that is expected not to start: its exit code and what it says. */
record PackagedStart(int code, List<String> faults, String output) {

    /** As a production deployment sets it; nobody is there to speak to. */
    static Map<String, String> safe(String service) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString(),
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                "https://login.invalid.example/realms/countywatch",
                "QUARKUS_OIDC_TOKEN_ISSUER",
                "https://login.invalid.example/realms/countywatch",
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1",
                "KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "QUARKUS_HTTP_HOST",
                "127.0.0.1"));
        if (!service.equals("intake-service")) {
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/db?sslmode=verify-full");
            settings.put("QUARKUS_DATASOURCE_USERNAME", "app");
            settings.put("QUARKUS_DATASOURCE_PASSWORD", "9fP2mmx0");
        }
        return settings;
    }

    static PackagedStart of(String service, Path folder, Map<String, String> environment) {
        try {
            Path log = Files.createTempFile(folder, service, ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            ServerProcess.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            Project.root()
                                    .resolve(service)
                                    .resolve("target/quarkus-app/quarkus-run.jar")
                                    .toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            String output = Files.readString(log);
            return new PackagedStart(
                    process.exitValue(),
                    output.lines()
                            .filter(line -> line.startsWith("  - "))
                            .map(line -> line.substring(4))
                            .toList(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
