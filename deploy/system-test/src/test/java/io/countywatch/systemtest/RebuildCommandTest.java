package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.systemtest.LocalRun.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/rebuild} as a person uses it: again after it was stopped, and again after a switch. */
@Tag("guarantees")
class RebuildCommandTest {

    private static final String BUTUO = "513429";
    private static final int HOUSEHOLDS = 200;

    @TempDir
    Path folder;

    private LocalRun run;

    @BeforeEach
    void a_running_system() {
        run = LocalRun.onFreePorts(folder);
        up("--no-simulator");
    }

    @AfterEach
    void all_of_it_ends() throws InterruptedException {
        run.terminate();
        run.killIfAlive();
    }

    @Test
    void a_rebuild_that_was_stopped_goes_on_with_repaired_code_and_a_switched_version_is_rebuilt_again()
            throws Exception {
        report();
        Path live = run.data().resolve("run/metrics-service.sh");
        String asItWas = Files.readString(live);
        run.configure(
                "metrics-service",
                "COUNTYWATCH_CAMPAIGN_DIR",
                CampaignCopy.in(folder).without(BUTUO).folder().toString());

        Ended stopped = run.tryCommand("rebuild");

        assertThat(stopped.code()).as(stopped.output()).isEqualTo(2);
        assertThat(stopped.output()).contains("the rebuild has stopped: the event at ");
        assertThat(run.tryCommand("rebuild", "--compare").output())
                .as("its process has been ended")
                .contains("no process of a version beside runs");

        Files.writeString(live, asItWas);
        assertThat(run.command("rebuild"))
                .contains("filling projection_4 beside projection_3")
                .contains("projection_3 and projection_4 after the same %d records".formatted(HOUSEHOLDS));
        assertThat(run.command("rebuild", "--switch")).contains("projection_3 → projection_4");
        assertThat(run.tryCommand("rebuild").output()).contains("have gone over to projection_4");

        run.terminate();
        up("--resume");

        assertThat(run.command("rebuild"))
                .contains("filling projection_5 beside projection_4")
                .contains("projection_4 and projection_5 after the same %d records".formatted(HOUSEHOLDS));
        assertThat(run.command("rebuild", "--switch")).contains("projection_4 → projection_5");
        assertThat(run.get(8082, "/v1/national", reader())
                        .at("/measures/status/POOR/subjects")
                        .asInt())
                .isEqualTo(HOUSEHOLDS);
    }

    private void up(String option) {
        run.start(option);
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(run.isAlive()).as(run.output()).isTrue();
            return run.output().contains("Countywatch is up.");
        });
    }

    private String reader() {
        return run.token("reader", List.of("*"), "metrics:read");
    }

    private void report() {
        String events = IntStream.range(0, HOUSEHOLDS)
                .mapToObj(
                        """
                        {"specversion":"1.0","id":"rebuild-%1$d","source":"/devices/rebuild","subject":"rebuild-household-%1$d",
                         "type":"countywatch.household.status-changed.v1","time":"2020-05-27T10:00:00+08:00",
                         "countycode":"513429","data":{"status":"POOR","persons":3}}"""
                                ::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        var answer = run.post(
                "application/cloudevents-batch+json", events, run.token("worker", List.of("*"), "events:write"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run.get(8082, "/v1/national", reader())
                                .at("/measures/status/POOR/subjects")
                                .asInt()
                        == HOUSEHOLDS);
    }
}
