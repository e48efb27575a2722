package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a production cluster would get: {@code deploy/kubernetes/rendered/prod.yaml}. */
final class RenderedManifests {

    private RenderedManifests() {}

    static List<JsonNode> of(String kind) {
        try (var manifests = new ObjectMapper(new YAMLFactory())
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Project.root()
                        .resolve("deploy/kubernetes/rendered/prod.yaml")
                        .toFile())) {
            return manifests.readAll().stream()
                    .filter(manifest -> manifest.path("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode one(String kind, String name) {
        return of(kind).stream()
                .filter(manifest -> manifest.at("/metadata/name").asText().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every variable that a Deployment or Job gives to its container; those from Secrets are empty. */
    static Map<String, String> variables(String kind, String name) {
        Map<String, String> variables = new TreeMap<>();
        one("ConfigMap", "countywatch-settings")
                .path("data")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        one(kind, name)
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText("")));
        return variables;
    }
}
