package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.Project;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

    void start(String... options) {
        process = launch("run", List.of(options), output, Map.of());
    }

    /** Runs another command to its end and gives what it printed; fails the test if it fails. */
    String command(String name, String... options) {
        Path printed = output.resolveSibling(name + ".txt");
        Ended ended = await(launch(name, List.of(options), printed, Map.of()), printed);
        if (ended.code() != 0) {
            throw new AssertionError(name + " ended with " + ended.code() + ": " + ended.output());
        }
        return ended.output().strip();
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
        HttpRequest request = HttpRequest.newBuilder(uri(port, path))
                .header("Authorization", "Bearer " + token)
                .build();
        return json(send(request));
    }

    String text(int port, String path) {
        return send(HttpRequest.newBuilder(uri(port, path)).build()).body();
    }

    HttpResponse<String> post(String mediaType, String body, String token) {
        return send(HttpRequest.newBuilder(uri(8081, "/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private URI uri(int port, String path) {
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
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }
}
