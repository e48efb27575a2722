package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.systemtest.LocalRun.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops the main job is said in one clear sentence, and nothing half-started is left behind. */
class UnusableMachineTest {

    @TempDir
    Path folder;

    @Test
    void a_taken_port_is_named_with_the_way_round_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(5432 + 3000, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = new LocalRun(folder, 3000).runToEnd(Map.of());

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.output().strip())
                    .isEqualTo(
                            "countywatch: port " + taken.getLocalPort()
                                    + " (PostgreSQL) is taken; move all ports with --port-offset, for example --port-offset 100");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void without_java_it_says_what_to_install() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String program : new String[] {"bash", "dirname", "sed", "env"}) {
            Files.createSymbolicLink(programs.resolve(program), which(program));
        }

        Ended ended = new LocalRun(folder, 3000).runToEnd(Map.of("PATH", programs.toString(), "JAVA_HOME", ""));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output().strip())
                .isEqualTo("countywatch: no java found. Install a JDK 17 or newer (Debian: apt install"
                        + " openjdk-17-jdk-headless) or set JAVA_HOME.");
    }

    private static Path which(String program) {
        for (String directory : System.getenv("PATH").split(":")) {
            Path candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new AssertionError("no " + program + " on the PATH");
    }

    @Test
    void a_folder_that_is_not_ours_is_not_touched() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path precious = Files.writeString(data.resolve("thesis.txt"), "precious");

        Ended ended = new LocalRun(folder, 3000).runToEnd(Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("is not empty and not a data folder of ours");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void wrong_options_are_refused_before_anything_starts() {
        LocalRun run = new LocalRun(folder, 3000);

        assertThat(run.runToEnd(Map.of(), "--scale", "7").output()).contains("--scale must be above 0 and at most 1");
        assertThat(run.runToEnd(Map.of(), "--exit", "--no-simulator").output()).contains("does not go with");
        assertThat(run.runToEnd(Map.of(), "--campaign", "/nowhere").output()).contains("no campaign.yaml in /nowhere");
        assertThat(run.runToEnd(Map.of(), "--unknown").output()).contains("Unknown option");
    }

    @Test
    void help_names_every_option_and_needs_no_build() {
        Ended ended = new LocalRun(folder, 3000).runToEnd(Map.of("JAVA_HOME", "/nowhere"), "--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.output())
                .contains(
                        "--scale",
                        "--until",
                        "--exit",
                        "--no-simulator",
                        "--data",
                        "--port-offset",
                        "--seed",
                        "--campaign");
    }
}
