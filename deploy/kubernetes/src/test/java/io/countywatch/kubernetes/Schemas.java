package io.countywatch.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * For CloudNativePG, its Barman plugin and KEDA there is no model to depend on. The schemas in the test resources are
 * written by hand, closed, and know what our manifests use: they find typing errors, not what is missing in the real ones.
 */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    static Path file(JsonNode manifest) {
        String name = TypedModels.type(manifest).replace('/', '_') + ".yaml";
        return Manifests.folder().resolve("src/test/resources/schemas").resolve(name);
    }

    static boolean has(JsonNode manifest) {
        return Files.exists(file(manifest));
    }

    static List<String> faults(JsonNode manifest) {
        if (!has(manifest)) {
            return List.of();
        }
        Schema schema = REGISTRY.getSchema(
                Manifests.yaml(Manifests.root().relativize(file(manifest)).toString()));
        return schema.validate(manifest).stream()
                .map(Error::toString)
                .map(error -> Manifests.title(manifest) + ": " + error)
                .toList();
    }
}
