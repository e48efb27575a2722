package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell lines of a chapter of the README, run as they are written: only ports and data folder are moved. */
final class ReadmeLines {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final List<String> blocks = new ArrayList<>();

    /** @param chapter its heading, with the marks */
    ReadmeLines(String chapter) {
        String readme = read(Project.root().resolve("README.md"));
        int from = readme.indexOf(chapter + "\n");
        assertThat(from).as("the README has lost its chapter").isPositive();
        Matcher matcher = BLOCK.matcher(readme.substring(from, readme.indexOf("\n## ", from + 1)));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
    }

    int blocks() {
        return blocks.size();
    }

    /** What they print, one after the other in one shell; fails if one of them does. */
    String run(LocalRun run, Path folder) throws IOException, InterruptedException {
        String lines = String.join("\necho\n", blocks)
                .replace("deploy/local/token", "deploy/local/token --data '" + run.data() + "'");
        Matcher port = Pattern.compile("127\\.0\\.0\\.1:(808[123])").matcher(lines);
        String moved = port.replaceAll(
                match -> run.uri(Integer.parseInt(match.group(1)), "").getAuthority());
        Path script = Files.writeString(folder.resolve("readme.sh"), "set -euo pipefail\n" + moved);
        Path printed = folder.resolve("readme.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(Project.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("COUNTYWATCH_BUILT", "true"); // the reactor has just done it
        int code = builder.start().waitFor();
        assertThat(code).as(read(printed)).isZero();
        return read(printed);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
