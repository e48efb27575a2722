package io.countywatch.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Both servers as processes of this machine, on free ports, with data in a folder of their own that goes with them. */
final class EmbeddedInfrastructure implements Infrastructure {

    private final Path folder;
    private final KafkaServer kafka;
    private final PostgresServer postgres;

    EmbeddedInfrastructure() {
        try {
            Path parent = Files.createDirectories(Project.target().resolve("test-servers"));
            folder = Files.createTempDirectory(parent, "servers-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kafka = new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
        postgres = new PostgresServer(folder.resolve("postgres"), ServerProcess.freePort(), false);
        // A test run that is cut off must not leave servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        postgres.start();
        kafka.start();
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    @Override
    public void killKafka() {
        kafka.kill();
    }

    @Override
    public void startKafka() {
        kafka.start();
    }

    @Override
    public void pauseKafka() {
        kafka.process().signal("STOP");
    }

    @Override
    public void resumeKafka() {
        kafka.process().signal("CONT");
    }

    @Override
    public void killPostgres() {
        postgres.kill();
    }

    @Override
    public void startPostgres() {
        postgres.start();
    }

    @Override
    public synchronized void close() {
        kafka.close();
        postgres.close();
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
