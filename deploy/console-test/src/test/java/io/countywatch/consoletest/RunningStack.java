package io.countywatch.consoletest;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** {@code deploy/local/run}: the servers and the three services, at ports of their own. */
final class RunningStack implements AutoCloseable {

    private static final int OFFSET = 4000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Path output;
    private final Process process;

    /** @param options of {@code deploy/local/run}, beside ports and data */
    RunningStack(Path folder, String... options) {
        data = folder.resolve("data");
        output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(
                List.of(Project.root().resolve("deploy/local/run").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("--port-offset", Integer.toString(OFFSET), "--data", data.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("COUNTYWATCH_BUILT", "true"); // the reactor has just done it
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small campaign played to 29 May; it waits there until somebody posts a later day. */
    static RunningStack small(Path folder) {
        return new RunningStack(
                folder, "--scale", "0.01", "--seed", "7", "--until", "2020-05-29", "--day-seconds", "3600");
    }

    void awaitLoaded() {
        await("from the first event to compared books");
    }

    void awaitUp() {
        await("Countywatch is up");
    }

    private void await(String text) {
        Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> said(text) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError(output());
        }
    }

    /** Where a service, or the sign-in, listens. @param port without the offset */
    static URI at(int port) {
        return URI.create("http://127.0.0.1:" + (port + OFFSET));
    }

    /** The first URL that it prints. */
    URI console() {
        return output().lines()
                .filter(line -> line.contains("http://"))
                .findFirst()
                .map(line -> URI.create(line.substring(line.indexOf("http://")).strip()))
                .orElseThrow();
    }

    /** Lets the campaign's clock go on: what is received on a day completes the day before. */
    void reach(String day) {
        String event =
                """
                {"specversion":"1.0","id":"console-%1$s","source":"/devices/console","type":"countywatch.unit.reported.v1",
                 "subject":"513429-008","time":"%1$sT09:30:00+08:00","countycode":"513429","data":{"village":"513429-008"}}
                """
                        .formatted(day);
        post("console-test", day, event.replace("\n", ""));
    }

    /** Posts events, one a line, as received on a day; all of them must be accepted. @param caller has a rate of its own */
    void post(String caller, String day, String lines) {
        answer(
                202,
                HttpRequest.newBuilder(at(8081).resolve("/v1/events?results=failures"))
                        .header("Authorization", "Bearer " + token(caller, "events:write"))
                        .header("Content-Type", "application/x-ndjson")
                        .header("Intake-Sent-At", day + "T10:00:00Z")
                        .POST(HttpRequest.BodyPublishers.ofString(lines))
                        .build());
    }

    /** What alert-service answers who sees everything. */
    String alerts(String path) {
        return answer(
                200,
                HttpRequest.newBuilder(at(8083).resolve(path))
                        .header("Authorization", "Bearer " + token("console-test", "alerts:read"))
                        .build());
    }

    private static String answer(int status, HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String token(String caller, String scope) {
        return TokenIssuer.in(data.resolve("keys")).token(caller, List.of("*"), List.of(scope), Duration.ofMinutes(10));
    }

    private boolean said(String text) {
        return output().contains(text);
    }

    String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // As a supervisor ends it: services first, then the servers.
        process.destroy();
        try {
            if (!process.waitFor(90, java.util.concurrent.TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
