package io.countywatch.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the current figures of every county from metrics-service. */
final class MetricsReader {

    private static final String PATH = "/v1/counties?limit=5000";

    private final HttpClient http;
    private final URI counties;
    private final TokenSource tokens;

    MetricsReader(HttpClient http, URI metrics, TokenSource tokens) {
        this.http = http;
        this.counties = metrics.resolve(PATH);
        this.tokens = tokens;
    }

    /** @throws IOException if metrics-service does not answer with figures */
    Map<Figure, Count> read() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(counties)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + tokens.bearer("books", List.of("*"), "metrics:read"))
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("metrics-service answers " + response.statusCode() + " at " + PATH);
        }
        return figures(new ObjectMapper().readTree(response.body()));
    }

    static Map<Figure, Count> figures(JsonNode answer) throws IOException {
        if (!answer.path("items").isArray()) {
            throw new IOException("metrics-service answers without \"items\" at " + PATH);
        }
        Map<Figure, Count> figures = new TreeMap<>();
        for (JsonNode county : answer.get("items")) {
            for (Map.Entry<String, JsonNode> measure : county.path("measures").properties()) {
                for (Map.Entry<String, JsonNode> stage : measure.getValue().properties()) {
                    Count count = new Count(
                            stage.getValue().path("subjects").asLong(),
                            stage.getValue().path("persons").asLong());
                    if (!count.zero()) {
                        String code = county.path("code").asText();
                        figures.put(new Figure(code, measure.getKey(), stage.getKey()), count);
                    }
                }
            }
        }
        return figures;
    }
}
