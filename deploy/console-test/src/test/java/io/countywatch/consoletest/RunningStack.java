package io.countywatch.consoletest;

import static org.awaitility.Awaitility.await;

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
import java.util.List;

/** {@code deploy/local/run} with a small campaign played to 29 May; it waits there until somebody posts a later day. */
final class RunningStack implements AutoCloseable {

    private static final int OFFSET = 4000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final Path output;
    private final Process process;

    RunningStack(Path folder) {
        data = folder.resolve("data");
        output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Project.root().resolve("deploy/local/run").toString(),
                        "--scale",
                        "0.01",
                        "--seed",
                        "7",
                        "--until",
                        "2020-05-29",
                        "--day-seconds",
                        "3600",
                        "--port-offset",
                        Integer.toString(OFFSET),
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("COUNTYWATCH_BUILT", "true"); // the reactor has just done it
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitLoaded() {
        await().atMost(Duration.ofMinutes(10))
                .until(() -> said("from the first event to compared books") || !process.isAlive());
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
        HttpRequest request = HttpRequest.newBuilder(at(8081).resolve("/v1/events"))
                .header("Authorization", "Bearer " + token("events:write"))
                .header("Content-Type", "application/cloudevents+json")
                .header("Intake-Sent-At", day + "T10:00:00Z")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String token(String scope) {
        return TokenIssuer.in(data.resolve("keys"))
                .token("console-test", List.of("*"), List.of(scope), Duration.ofMinutes(10));
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
