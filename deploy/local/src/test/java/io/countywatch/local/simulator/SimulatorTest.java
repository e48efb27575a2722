package io.countywatch.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final LocalDate UNTIL = LocalDate.of(2020, 1, 5);

    private static Simulator simulator(URI intake, ProgressListener listener) {
        SimulatorConfig config = new SimulatorConfig(intake, intake, TestCampaign.FOLDER, 0.002, 42, 4, UNTIL);
        return new Simulator(config, (caller, counties, scope) -> "token", listener);
    }

    @Test
    void days_follow_one_another_and_every_event_is_expected() throws Exception {
        List<LocalDate> paced = new ArrayList<>();
        try (StubIntake intake = new StubIntake();
                Simulator simulator = simulator(intake.uri(), ProgressListener.NONE)) {
            long expected = simulator.expectEvents();

            simulator.play(UNTIL, paced::add);

            assertThat(simulator.statistics().events()).isEqualTo(expected);
            assertThat(simulator.progress().fraction()).isEqualTo(1);
            assertThat(simulator.nextDay()).isEqualTo(UNTIL.plusDays(1));
            assertThat(paced).startsWith(LocalDate.of(2019, 12, 31)).endsWith(UNTIL);
            List<String> days = intake.requests.stream()
                    .map(request -> request.sentAt().substring(0, 10))
                    .toList();
            assertThat(days).isSorted();
            assertThat(simulator.books().figures().get(new Figure("513429", "resettlement", "PLANNED")))
                    .isNotNull();
        }
    }

    @Test
    void an_interrupted_simulator_stops_although_intake_is_away() throws Exception {
        Simulator simulator = simulator(URI.create("http://127.0.0.1:9"), ProgressListener.NONE);
        List<Throwable> ends = new ArrayList<>();
        Thread player = new Thread(() -> {
            try {
                simulator.load();
            } catch (InterruptedException | RuntimeException e) {
                ends.add(e);
            }
        });
        player.start();
        Awaitility.await().until(() -> player.getState() == Thread.State.WAITING);

        player.interrupt();

        player.join(5000);
        simulator.close();
        assertThat(player.isAlive()).isFalse();
        assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    }

    @Test
    void figures_of_metrics_service_are_read_by_county_measure_and_stage() throws Exception {
        var answer = new ObjectMapper()
                .readTree(
                        """
                        {"items":[{"code":"513429","level":"county","measures":{
                          "status":{"POOR":{"subjects":2,"persons":7},"LIFTED":{"subjects":0,"persons":0}},
                          "relapse":{"RELAPSED":{"subjects":1,"persons":0}}}}]}
                        """);

        assertThat(MetricsReader.figures(answer))
                .isEqualTo(Map.of(
                        new Figure("513429", "status", "POOR"), new Count(2, 7),
                        new Figure("513429", "relapse", "RELAPSED"), new Count(1, 0)));
        assertThatThrownBy(() -> MetricsReader.figures(new ObjectMapper().createObjectNode()))
                .hasMessageContaining("without \"items\"");
    }

    @Test
    void a_scale_out_of_range_is_refused() {
        assertThatThrownBy(() -> new SimulatorConfig(null, null, null, 0, 1, 1, UNTIL))
                .hasMessage("scale must be above 0 and at most 1, not 0.0");
    }

    @Test
    void the_progress_line_tells_rate_and_time_left() {
        Progress half = new Progress(UNTIL, 500, 480, 15, 5, 1000, 1000);

        assertThat(ProgressBar.line(half, Duration.ofSeconds(10)))
                .isEqualTo("2020-01-05 [###############...............]  50 %  500 events  50/s  15 duplicates"
                        + "  5 rejected  0:10 left");
    }

    @Test
    void without_a_terminal_a_plain_line_comes_every_five_seconds() {
        long[] now = {0};
        var out = new java.io.ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new java.io.PrintStream(out), false, () -> now[0]);
        for (int second = 0; second <= 11; second++) {
            now[0] = second * 1_000_000_000L;
            bar.progressed(new Progress(UNTIL, second * 100L, 0, 0, 0, 0, 2000));
        }

        assertThat(out.toString()).hasLineCount(2).contains("100/s").doesNotContain("\r");
    }
}
