package io.countywatch.metrics;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that the services share; the schemas are run by a library that knows nothing of our code. */
public final class Contracts {

    private static final String PREFIX = "https://countywatch.io/schemas/";
    private static final Path FOLDER = Project.root().resolve("deploy/contracts");
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Contracts::schema));

    private Contracts() {}

    /** What a schema finds wrong with a text. */
    public static List<String> errors(String schema, String json) {
        return REGISTRY
                .getSchema(SchemaLocation.of(PREFIX + schema + ".json"))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Examples of an event type or a topic. */
    public static List<Path> examples(String name) {
        try (Stream<Path> files = Files.list(FOLDER.resolve("examples").resolve(name))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String schema(String id) {
        if (!id.startsWith(PREFIX)) {
            return null;
        }
        try {
            return Files.readString(FOLDER.resolve("schemas").resolve(id.substring(PREFIX.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
