package io.countywatch.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Manifests as a cluster would get them: what {@code deploy/kubernetes/render} has written into {@code rendered}. */
final class Manifests {

    static final List<String> OVERLAYS = List.of("dev", "prod");
    static final YAMLMapper YAML = new YAMLMapper();

    private final List<JsonNode> all;

    private Manifests(List<JsonNode> all) {
        this.all = all;
    }

    /** The checkout's top folder. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("deploy/contracts"))) {
                return folder;
            }
        }
        throw new IllegalStateException("run inside the checkout");
    }

    static Path folder() {
        return root().resolve("deploy/kubernetes");
    }

    static Manifests rendered(String overlay) {
        return read(folder().resolve("rendered").resolve(overlay + ".yaml"));
    }

    static Manifests read(Path file) {
        try (var parser = YAML.createParser(file.toFile())) {
            return new Manifests(YAML.readerFor(JsonNode.class).<JsonNode>readValues(parser).readAll().stream()
                    .filter(JsonNode::isObject)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String file) {
        try {
            return YAML.readTree(root().resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> all() {
        return all;
    }

    Stream<JsonNode> of(String... kinds) {
        return all.stream().filter(manifest -> List.of(kinds).contains(kind(manifest)));
    }

    JsonNode one(String kind, String name) {
        return of(kind).filter(manifest -> name(manifest).equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean has(String kind, String name) {
        return of(kind).anyMatch(manifest -> name(manifest).equals(name));
    }

    /** A copy with one manifest changed: how a violating example is made. */
    Manifests with(String kind, String name, Consumer<ObjectNode> change) {
        List<JsonNode> changed = new ArrayList<>();
        boolean found = false;
        for (JsonNode manifest : all) {
            JsonNode copy = manifest.deepCopy();
            if (kind(copy).equals(kind) && name(copy).equals(name)) {
                change.accept((ObjectNode) copy);
                found = true;
            }
            changed.add(copy);
        }
        if (!found) {
            throw new IllegalArgumentException("no " + kind + " " + name);
        }
        return new Manifests(changed);
    }

    /** A copy without one manifest. */
    Manifests without(String kind, String name) {
        return new Manifests(all.stream()
                .filter(manifest ->
                        !kind(manifest).equals(kind) || !name(manifest).equals(name))
                .toList());
    }

    static String kind(JsonNode manifest) {
        return manifest.path("kind").asText();
    }

    static String name(JsonNode manifest) {
        return manifest.path("metadata").path("name").asText();
    }

    /** For a person: kind and name. */
    static String title(JsonNode manifest) {
        return kind(manifest) + " " + name(manifest);
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return array.valueStream();
    }

    /** Pod templates of everything that runs pods of ours. */
    Stream<JsonNode> workloads() {
        return of("Deployment", "Job");
    }

    static JsonNode pod(JsonNode workload) {
        return workload.path("spec").path("template").path("spec");
    }

    static JsonNode podLabels(JsonNode workload) {
        return workload.path("spec").path("template").path("metadata").path("labels");
    }
}
