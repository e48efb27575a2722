package io.countywatch.intake.http;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countywatch.intake.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The contract's JSON Schemas, run by a library that knows nothing of our code. */
public final class Schemas {

    private static final String PREFIX = "https://countywatch.io/schemas/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Schemas::file));

    private Schemas() {}

    /** What the schema finds wrong with the text. */
    public static List<String> errors(String schema, String json) {
        Schema compiled = REGISTRY.getSchema(SchemaLocation.of(PREFIX + schema + ".json"));
        return compiled
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String file(String id) {
        if (!id.startsWith(PREFIX)) {
            return null;
        }
        try {
            return Files.readString(Project.contracts().resolve("schemas").resolve(id.substring(PREFIX.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
