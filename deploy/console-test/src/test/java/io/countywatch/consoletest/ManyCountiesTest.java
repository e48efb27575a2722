package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The campaign page with 2,800 counties: through the real services, whose figures come from events over HTTP. The last
 * class ({@link ClassOrderer.OrderAnnotation} is the module's default): it ends the others' system and starts its own.
 */
@Order(Integer.MAX_VALUE)
class ManyCountiesTest {

    /** The best of some: services that have just started, and other work of the machine, only ever make it slower. */
    private static final int LEAST_TRIES = 5;

    private static final int TRIES = 12;

    private static final int A_CALLER = 40_000;
    private static final int A_REQUEST = 1_000;

    /** What the browser is busy with for more than 50 ms delays an answer to the reader. */
    private static final String WATCH =
            "window.busyUntil = 0; new PerformanceObserver(list => list.getEntries().forEach(task => "
                    + "window.busyUntil = Math.max(window.busyUntil, task.startTime + task.duration)))"
                    + ".observe({type: 'longtask', buffered: true})";

    private static final String SHOWN = "performance.getEntriesByName('countywatch-shown')[0].startTime";

    @TempDir
    Path folder;

    @Test
    void the_first_view_of_2800_counties_weighs_less_than_300_kB_and_stands_within_a_second() throws IOException {
        Stage.end();
        WideCampaign.write(folder.resolve("campaign"));
        Files.createDirectories(Stage.screenshots());
        try (RunningStack stack = new RunningStack(
                        folder,
                        "--no-simulator",
                        "--campaign",
                        folder.resolve("campaign").toString());
                Chromium chromium = new Chromium()) {
            stack.awaitUp();
            try (Visitor early = new Visitor(chromium.browser(), stack.console(), 1280, "en-GB")) {
                early.signedInAs("National office");
                assertThat(early.heading()).containsText("Nothing has been evaluated yet");
            }
            load(stack);
            // On two days in a row: what is behind on both of them fires.
            for (String day : List.of("2020-05-28", "2020-05-29")) {
                stack.post("wide-days", day, WideCampaign.report(day));
                awaitEvaluated(stack, LocalDate.parse(day).minusDays(1));
            }
            long bytes;
            int asked = Integer.MAX_VALUE;
            double shown = Double.MAX_VALUE;
            double interactive = Double.MAX_VALUE;
            try (Visitor visitor = new Visitor(chromium.browser(), stack.console(), 1280, "en-GB")) {
                visitor.page().addInitScript(WATCH);
                visitor.signedInAs("National office");
                assertThat(visitor.page().locator("a.tile[data-code]")).hasCount(WideCampaign.COUNTIES);
                bytes = visitor.bytes();
                for (int i = 0; i < TRIES && (i < LEAST_TRIES || interactive >= 1_000); i++) {
                    visitor.forgetRequests();
                    visitor.at("/");
                    assertThat(visitor.page().locator("a.tile[data-code]")).hasCount(WideCampaign.COUNTIES);
                    visitor.page().waitForTimeout(700); // long tasks are told afterwards
                    double at = number(visitor, SHOWN);
                    shown = Math.min(shown, at);
                    interactive = Math.min(interactive, Math.max(at, number(visitor, "window.busyUntil")));
                    asked = Math.min(asked, asked(visitor));
                }
                visitor.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setPath(Stage.screenshots().resolve("campaign-2800.png")));
                assertThat(visitor.page().locator("table.wide tbody tr").first())
                        .isVisible();
                assertThat(visitor.complaints()).isEmpty();
            }
            System.out.printf(
                    "2,800 counties through the services: first view %d kB, shown after %.0f ms, interactive after %.0f ms%n",
                    bytes / 1000, shown, interactive);
            assertThat(bytes).isPositive().isLessThan(300_000);
            assertThat(asked).as("one request a service").isEqualTo(2);
            // The goal is a second on a machine to itself; a test must also pass on one that is not.
            assertThat(interactive).isLessThan(3_000);
        }
    }

    private static void load(RunningStack stack) {
        List<String> events = new ArrayList<>();
        WideCampaign.events(events::add);
        IntStream.range(0, (events.size() + A_REQUEST - 1) / A_REQUEST)
                .parallel()
                .forEach(request -> {
                    int from = request * A_REQUEST;
                    stack.post(
                            "wide-" + from / A_CALLER,
                            "2020-05-27",
                            String.join("\n", events.subList(from, Math.min(events.size(), from + A_REQUEST))));
                });
        System.out.println("2,800 counties: " + events.size() + " events");
    }

    private static void awaitEvaluated(RunningStack stack, LocalDate day) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> stack.alerts("/v1/schedule")
                .contains("\"evaluatedThrough\":\"" + day + "\""));
    }

    private static double number(Visitor visitor, String expression) {
        return ((Number) visitor.page().evaluate(expression)).doubleValue();
    }

    /** Requests to the services, but for the stream. */
    private static int asked(Visitor visitor) {
        return (int) visitor.requests().stream()
                .map(Request::url)
                .filter(url -> url.contains("/v1/") && !url.endsWith("/stream"))
                .count();
    }
}
