package io.countywatch.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.intake.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the contract is accepted, for ever; every malformed one is refused with exactly its errors. */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_valid(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);

        Checked checked = Fixtures.CHECKER.structured(bytes, 0, bytes.length, Fixtures.receipt());

        assertThat(checked).isInstanceOf(Checked.Valid.class);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void every_malformed_example_is_refused_with_exactly_its_errors(Path file) throws IOException {
        JsonNode example = JSON.readTree(file.toFile());
        String item = example.has("raw")
                ? example.get("raw").asText()
                : example.get("event").toString();
        byte[] bytes = item.getBytes(StandardCharsets.UTF_8);

        Checked checked = Fixtures.CHECKER.structured(bytes, 0, bytes.length, Fixtures.receipt());

        assertThat(checked).isInstanceOf(Checked.Invalid.class);
        Checked.Invalid invalid = (Checked.Invalid) checked;
        assertThat(invalid.code().text()).isEqualTo(example.get("code").asText());
        assertThat(invalid.errors().stream()
                        .map(error -> error.pointer() + " " + error.code().text()))
                .containsExactlyInAnyOrderElementsOf(expected(example));
        assertThat(invalid.original() == null).isEqualTo(invalid.code() == ItemCode.PERSONAL_DATA);
    }

    @Test
    void there_is_an_example_of_every_event_type() throws IOException {
        List<String> folders = examples()
                .map(file -> file.getParent().getFileName().toString())
                .distinct()
                .toList();

        assertThat(folders)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::schema).toList());
    }

    private static List<String> expected(JsonNode example) {
        List<String> errors = new ArrayList<>();
        example.get("errors")
                .forEach(error -> errors.add(
                        error.get("pointer").asText() + " " + error.get("code").asText()));
        return errors;
    }

    static Stream<Path> examples() throws IOException {
        List<Path> files = new ArrayList<>();
        for (EventType type : EventType.values()) {
            files.addAll(json(Project.contracts().resolve("examples").resolve(type.schema())));
        }
        return files.stream();
    }

    static Stream<Path> malformed() throws IOException {
        return json(Project.contracts().resolve("malformed")).stream();
    }

    private static List<Path> json(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
