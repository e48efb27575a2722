package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code deploy/local/run} and the commands beside it, used as a person uses them: by their scripts. */
final class LocalRun {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final int portOffset;
    private final Path output;
    private Process process;

    LocalRun(Path folder, int portOffset) {
        this.data = folder.resolve("data");
        this.output = folder.resolve("output.txt");
        this.portOffset = portOffset;
    }

    /** On ports that nobody uses at this moment: several builds can run on one machine. */
    static LocalRun onFreePorts(Path folder) {
        while (true) {
            int offset = ThreadLocalRandom.current().nextInt(4_000, 22_000);
            if (IntStream.of(5432, 8081, 8082, 8083, 8084, 9092, 9093)
                    .noneMatch(port -> ServerProcess.listens(port + offset))) {
                return new LocalRun(folder, offset);
            }
        }
    }

    Path data() {
        return data;
    }

    void start(String... options) {
        start(Map.of(), options);
    }

    /** With changes to the environment, which the services get, too. */
    void start(Map<String, String> environment, String... options) {
        process = launch("run", List.of(options), output, environment);
    }

    /** Runs another command to its end and gives what it printed; fails the test if it fails. */
    String command(String name, String... options) {
        Ended ended = tryCommand(name, options);
        if (ended.code() != 0) {
            throw new AssertionError(name + " ended with " + ended.code() + ": " + ended.output());
        }
        return ended.output().strip();
    }

    /** Runs another command to its end, however it ends. */
    Ended tryCommand(String name, String... options) {
        Path printed = output.resolveSibling(name + ".txt");
        return await(launch(name, List.of(options), printed, Map.of()), printed);
    }

    /** Runs {@code run} to its end, with changes to the environment; an empty value takes a variable away. */
    Ended runToEnd(Map<String, String> environment, String... options) {
        Path printed = output.resolveSibling("ended.txt");
        return await(launch("run", List.of(options), printed, environment), printed);
    }

    private Process launch(String script, List<String> options, Path printed, Map<String, String> environment) {
        List<String> command = new ArrayList<>(
                List.of(Project.root().resolve("deploy/local").resolve(script).toString()));
        command.addAll(options);
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("COUNTYWATCH_BUILT", "true"); // the reactor has just done it
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended await(Process process, Path printed) {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("no end after five minutes: " + Files.readString(printed));
            }
            return new Ended(process.exitValue(), Files.readString(printed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    record Ended(int code, String output) {}

    String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGTERM, as a supervisor sends it; Ctrl-C takes the same way out. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(90, TimeUnit.SECONDS);
    }

    void killIfAlive() {
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Process of a service as last started. */
    ProcessHandle service(String name) {
        try {
            long pid = Long.parseLong(Files.readString(data.resolve("run").resolve(name + ".pid")));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the run has started and that lives. */
    List<ProcessHandle> processes() {
        return process.descendants().toList();
    }

    JsonNode get(int port, String path, String token) {
        return json(send(HttpRequest.newBuilder(uri(port, path))
                .header("Authorization", "Bearer " + token)
                .build()));
    }

    /** Status of the answer, 0 if there is none. */
    int status(int port, String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(uri(port, path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    String text(int port, String path) {
        return send(HttpRequest.newBuilder(uri(port, path)).build()).body();
    }

    HttpResponse<String> post(String mediaType, String body, String token) {
        return post(8081, "/v1/events", mediaType, body, token);
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(int port, String path, String mediaType, String body, String token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** A token of the run's own issuer. */
    String token(String subject, List<String> counties, String... scopes) {
        return TokenIssuer.in(data.resolve("keys")).token(subject, counties, List.of(scopes), Duration.ofHours(2));
    }

    /** First column of every row of a query to the database {@code metrics} or {@code alerts}. */
    List<String> query(String database, String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + (5432 + portOffset) + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Sends a signal by its name, for example STOP or CONT. */
    static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a setting to the script that starts a service, for its next start and the scripts made from it. */
    void configure(String service, String name, String value) {
        Path script = data.resolve("run").resolve(service + ".sh");
        try {
            Files.writeString(
                    script,
                    Files.readString(script).replaceFirst("(?m)^exec ", "export " + name + "='" + value + "'\nexec "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address of its Kafka. */
    String kafka() {
        return "127.0.0.1:" + (9092 + portOffset);
    }

    URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + (port + portOffset) + path);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
