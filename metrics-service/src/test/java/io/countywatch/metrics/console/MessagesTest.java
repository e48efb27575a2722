package io.countywatch.metrics.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console says in both languages the same, and everything that it wants to say. */
class MessagesTest {

    private static final Path WEB = Project.root().resolve("metrics-service/src/main/resources/web/app");
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^  (?:\"([^\"]+)\"|(\\w+)): \"((?:[^\"\\\\]|\\\\.)*)\",$");
    private static final Pattern USE = Pattern.compile("\\bt\\(\\s*\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

    @Test
    void every_text_stands_in_both_languages() throws IOException {
        Set<String> plurals = new TreeSet<>(messages("en").keySet());
        plurals.removeIf(key -> !key.endsWith(".one"));
        Set<String> english = new TreeSet<>(messages("en").keySet());
        english.removeAll(plurals);

        assertThat(messages("zh").keySet()).containsExactlyInAnyOrderElementsOf(english);
        assertThat(plurals).allSatisfy(key -> assertThat(english).contains(key.substring(0, key.length() - 4)));
    }

    @Test
    void the_same_values_are_filled_in() throws IOException {
        Map<String, String> chinese = messages("zh");

        messages("en").forEach((key, text) -> {
            if (!key.endsWith(".one")) {
                assertThat(values(chinese.get(key))).as(key).isSubsetOf(values(text));
            }
        });
    }

    @Test
    void no_text_is_missing_that_the_console_asks_for() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(WEB)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".ts")).toList()) {
                USE.matcher(Files.readString(file)).results().forEach(use -> used.add(use.group(1)));
            }
        }

        assertThat(used).isNotEmpty();
        assertThat(messages("en").keySet()).containsAll(used);
    }

    private static Set<String> values(String text) {
        return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Map<String, String> messages(String language) throws IOException {
        Map<String, String> messages = new TreeMap<>();
        ENTRY.matcher(Files.readString(WEB.resolve("messages/" + language + ".ts")))
                .results()
                .forEach(entry ->
                        messages.put(entry.group(1) == null ? entry.group(2) : entry.group(1), entry.group(3)));
        return messages;
    }
}
