package io.countywatch.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** A field app, in the least code that shows every answer. */
final class IntakeClient {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";
    static final String LINES = "application/x-ndjson";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;
    private final String token;

    IntakeClient(int port, String token) {
        this.root = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    /** An answer as the app sees it; {@code json} is null when the body is none. */
    record Answer(int status, JsonNode json, String text, HttpResponse<byte[]> http) {

        List<String> statuses() {
            List<String> statuses = new ArrayList<>();
            json.get("results").forEach(item -> statuses.add(item.get("status").asText()));
            return statuses;
        }

        JsonNode item(int index) {
            return json.get("results").get(index);
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }
    }

    Answer post(String mediaType, String body) {
        return post(mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String mediaType, byte[] body, String... headers) {
        return post("/v1/events", mediaType, body, headers);
    }

    Answer post(String path, String mediaType, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            boolean json =
                    answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(answer.statusCode(), json ? JSON.readTree(text) : null, text, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** A valid status event of a new identity in Butuo. */
    static String anEvent() {
        return anEvent(UUID.randomUUID().toString(), 4);
    }

    static String anEvent(String id, int persons) {
        return """
        {"specversion":"1.0","id":"%s","source":"/devices/butuo-07",\
        "type":"countywatch.household.status-changed.v1","subject":"hh-513429-1",\
        "time":"2020-05-27T16:20:00+08:00","countycode":"513429","sequence":"17","app":"4.2",\
        "data":{"status":"POOR",  "persons":%d}}"""
                .formatted(id, persons);
    }

    static String batch(String... events) {
        return "[" + String.join(",", events) + "]";
    }
}
