package io.countywatch.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.Project;
import io.countywatch.intake.event.Checked.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Schemas evolve, apps in the field do not: every example that was ever published stays valid, unchanged, for ever.
 * {@code frozen-examples.txt} records them; lines may be added, never changed or taken away. After adding an example, put
 * the line that the failing test prints at the file's end.
 */
class FrozenExamplesTest {

    private static final Path EXAMPLES = Project.contracts().resolve("examples");

    @Test
    void every_example_that_was_ever_published_is_there_unchanged() throws IOException {
        Map<String, String> present = present();

        assertThat(recorded()).isNotEmpty().allSatisfy((file, hash) -> assertThat(present)
                .as("a published example was taken away or changed: add a new one beside it")
                .containsEntry(file, hash));
    }

    @Test
    void every_example_is_recorded() throws IOException {
        Map<String, String> missing = present();
        missing.keySet().removeAll(recorded().keySet());

        assertThat(missing).as("lines to add to frozen-examples.txt").isEmpty();
    }

    @Test
    void every_example_that_was_ever_published_is_accepted() throws IOException {
        for (String file : recorded().keySet()) {
            byte[] event = Files.readAllBytes(EXAMPLES.resolve(file));
            assertThat(Fixtures.CHECKER.structured(event, 0, event.length, Fixtures.receipt()))
                    .as(file)
                    .isInstanceOf(Valid.class);
        }
    }

    /** The recorded examples of event types, with the SHA-256 of their bytes. */
    private static Map<String, String> recorded() throws IOException {
        Map<String, String> recorded = new LinkedHashMap<>();
        try (var in = FrozenExamplesTest.class.getResourceAsStream("/frozen-examples.txt")) {
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> recorded.put(line.substring(66), line.substring(0, 64)));
        }
        return recorded;
    }

    private static Map<String, String> present() throws IOException {
        Map<String, String> present = new TreeMap<>();
        for (EventType type : EventType.values()) {
            try (Stream<Path> files = Files.list(EXAMPLES.resolve(type.schema()))) {
                for (Path file : files.toList()) {
                    present.put(
                            EXAMPLES.relativize(file).toString().replace('\\', '/'), sha256(Files.readAllBytes(file)));
                }
            }
        }
        return present;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
