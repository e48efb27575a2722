package io.countywatch.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server that runs from unpacked binaries, as an unprivileged user when this process is root. */
public final class PostgresServer implements AutoCloseable {

    /** Superuser of local and test servers, which listen on loopback only. */
    public static final String USER = "countywatch";

    public static final String PASSWORD = "countywatch";

    private final Path folder;
    private final Path programs;
    private final int port;
    private final boolean durable;
    private final Map<String, String> settings;
    private ServerProcess process;

    /**
     * @param folder keeps data and log
     * @param durable false turns fsync off: what only a power cut could lose is of no use to a test
     */
    public PostgresServer(Path folder, int port, boolean durable) {
        this(folder, port, durable, Map.of(), null);
    }

    /**
     * The same with other settings and programs.
     *
     * @param settings of {@code postgresql.conf}, instead of the ones here
     * @param programs folder of {@code initdb} and {@code postgres}; null: the ones on the class path, which are built to be
     *     small ({@code -Os})
     */
    public PostgresServer(Path folder, int port, boolean durable, Map<String, String> settings, Path programs) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.durable = durable;
        this.settings = Map.copyOf(settings);
    }

    public ServerProcess process() {
        return process;
    }

    /** Initialises the data folder on first use and starts the server; returns when it answers queries. */
    public void start() {
        Path data = folder.resolve("data");
        Path log = folder.resolve("postgres.log");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(data, log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + data + ": " + e.getMessage(), e);
        }
        process = ServerProcess.start("PostgreSQL", asServerUser(serverCommand(data)), Map.of(), folder, log);
        process.await(this::answers, Duration.ofSeconds(60));
    }

    private void initialise(Path data, Path log) throws IOException {
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        Files.createDirectories(data);
        if (Unprivileged.isNeeded()) {
            Unprivileged.own(data);
        }
        ServerProcess.run(
                "initdb",
                asServerUser(List.of(
                        program("initdb"),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")),
                folder,
                log);
        Files.delete(password);
    }

    private List<String> serverCommand(Path data) {
        List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data.toString()));
        Map<String, String> all = new java.util.LinkedHashMap<>();
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        all.put("shared_buffers", "256MB");
        all.put("max_wal_size", "2GB");
        all.put("checkpoint_timeout", "15min");
        all.put("max_connections", "60");
        all.put("log_min_messages", "warning");
        all.put("timezone", "UTC");
        all.put("fsync", durable ? "on" : "off");
        all.putAll(settings);
        all.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static List<String> asServerUser(List<String> command) {
        return Unprivileged.isNeeded() ? Unprivileged.command(command) : command;
    }

    private String program(String name) {
        Path bin = programs == null ? PostgresBinaries.unpacked().resolve("bin") : programs;
        return bin.resolve(name).toString();
    }

    private boolean answers() {
        if (!ServerProcess.listens(port)) {
            return false;
        }
        try (var connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** JDBC URL of that database, which is created when missing. */
    public String jdbcUrl(String database) {
        try (var connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + database + "\"");
        } catch (SQLException e) {
            if (!"42P04".equals(e.getSQLState())) { // duplicate_database
                throw new IllegalStateException("cannot create database " + database, e);
            }
        }
        return url(database);
    }

    /** {@code kill -9} of the postmaster; its children notice and end. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop("INT", Duration.ofSeconds(30)); // INT is PostgreSQL's "fast": TERM would wait for clients
        }
    }
}
