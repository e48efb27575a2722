package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job at a hundredth of its size, with metrics-service killed in the middle of the load and started again by
 * hand. One run serves all tests; the last one ends it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobTest {

    /** Falls silent on 10 May (the simulator's story of the reference campaign). */
    private static final String SILENT_COUNTY = "653222";

    private static final String BUTUO = "513429";

    /** Of Pishan county, some of whose phones are offline in the middle of March. */
    private static final int VILLAGES_OF_PISHAN = 36;

    @TempDir
    static Path folder;

    private static LocalRun run;
    private static String token;

    @BeforeAll
    static void play_to_the_end_of_may_with_a_kill_on_the_way() {
        run = LocalRun.onFreePorts(folder);
        run.start("--scale", "0.01", "--until", "2020-05-31", "--day-seconds", "3600", "--seed", "7");
        await().atMost(Duration.ofMinutes(4)).until(() -> run.output().contains("\n2020-02-") || !run.isAlive());
        assertThat(run.isAlive()).as(run.output()).isTrue();

        run.service("metrics-service").destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> run.output().contains("metrics-service has ended"));
        run.command("restart", "metrics-service");

        await().atMost(Duration.ofMinutes(8))
                .until(() -> run.output().contains("from the first event to compared books") || !run.isAlive());
        token = run.command("token", "--counties", "*", "--scopes", "events:write,metrics:read,alerts:read");
    }

    @AfterAll
    static void leave_nothing() {
        run.killIfAlive();
    }

    @Test
    @Order(1)
    void the_books_agree_though_metrics_service_was_killed_in_the_middle() {
        assertThat(run.output()).contains("the books agree: every county, measure and stage");
        // alert-service was waited for too: the table is of the last day that can be evaluated.
        assertThat(run.output()).contains("2020-05-30  counties: ");
    }

    @Test
    @Order(2)
    void butuo_is_behind_with_its_resettlement_on_28_may_and_no_other_county_of_sichuan_is() {
        JsonNode table = run.get(8083, "/v1/assessments?level=county&day=2020-05-28&plan=sichuan-resettlement", token);

        assertThat(table.path("day").asText()).isEqualTo("2020-05-28");
        List<String> behind = new ArrayList<>();
        table.path("assessments").forEach(assessment -> {
            if (List.of("BEHIND", "CRITICAL", "OVERDUE")
                    .contains(assessment.path("status").asText())) {
                behind.add(assessment.path("unit").asText());
            }
        });
        assertThat(table.path("assessments")).hasSize(7);
        assertThat(behind).containsExactly(BUTUO);
        assertThat(run.command("watch-alerts", "--exit")).contains("county-behind-schedule:" + BUTUO + ":resettlement");
    }

    @Test
    @Order(2)
    void the_campaign_s_own_rules_decide_and_not_the_packaged_ones() {
        JsonNode why = run.get(8083, "/v1/alerts/county-behind-schedule:" + BUTUO + ":resettlement/explain", token);

        assertThat(why.path("ladder").findValuesAsText("needs"))
                .as("its rules.yaml makes 6 of the design's 7 days")
                .anyMatch(needs -> needs.matches("gap >= [0-9.]+ and lagDays > 6.0"));
    }

    @Test
    @Order(2)
    void a_silent_county_is_never_on_track() {
        for (LocalDate day = LocalDate.of(2020, 5, 18);
                !day.isAfter(LocalDate.of(2020, 5, 28));
                day = day.plusDays(1)) {
            JsonNode table = run.get(8083, "/v1/assessments?level=county&day=" + day, token);
            int seen = 0;
            for (JsonNode assessment : table.path("assessments")) {
                if (assessment.path("unit").asText().equals(SILENT_COUNTY)) {
                    assertThat(assessment.path("status").asText())
                            .as(day + " " + assessment)
                            .isNotIn("ON_TRACK", "DONE_UNVERIFIED", "VERIFIED", "NOT_STARTED");
                    seen++;
                }
            }
            assertThat(seen).isPositive();
        }
    }

    @Test
    @Order(2)
    void what_phones_bring_late_restates_their_villages_from_one_service_to_the_other() {
        int restated = 0;
        int spokeAfterAll = 0;
        for (int i = 1; i <= VILLAGES_OF_PISHAN; i++) {
            String village = String.format("653223-%03d", i);
            JsonNode assessments = run.get(8083, "/v1/units/" + village + "/assessments?asOf=2020-03-14", token)
                    .path("assessments");
            for (JsonNode then : assessments) {
                JsonNode now = then.path("revision").path("assessment");
                restated += now.isMissingNode() ? 0 : 1;
                spokeAfterAll += then.path("silent").asBoolean()
                                && now.path("silent").isBoolean()
                                && !now.path("silent").asBoolean()
                        ? 1
                        : 0;
            }
        }
        assertThat(restated)
                .as("assessments of Pishan's villages on 14 March that late data restated")
                .isPositive();
        assertThat(spokeAfterAll).as("of them: taken for silent, wrongly").isPositive();
    }

    @Test
    @Order(2)
    void bad_items_are_told_one_by_one_and_the_rest_of_the_batch_is_stored() {
        String batch =
                """
                [{"specversion":"1.0","id":"sys-1","source":"/devices/sys","type":"countywatch.household.status-changed.v1",
                  "subject":"sys-household-1","time":"2020-05-30T10:00:00+08:00","countycode":"513429",
                  "data":{"status":"POOR","persons":3}},
                 {"specversion":"1.0","id":"sys-2","source":"/devices/sys","type":"countywatch.household.status-changed.v1",
                  "subject":"sys-household-2","time":"2020-05-30T10:00:00+08:00","countycode":"110000",
                  "data":{"status":"POOR","persons":3}},
                 {"specversion":"1.0","id":"sys-3","source":"/devices/sys","type":"countywatch.household.status-changed.v1",
                  "subject":"sys-household-3","time":"30 May 2020","countycode":"513429",
                  "data":{"status":"POOR","persons":3}},
                 {"specversion":"1.0","id":"sys-4","source":"/devices/sys","type":"countywatch.household.status-changed.v1",
                  "subject":"sys-household-4","time":"2020-05-30T10:00:00+08:00","countycode":"513429",
                  "data":{"status":"RICH","persons":3}}]
                """;
        int before = poor(run.get(8082, "/v1/counties/513429", token));

        var response = run.post("application/cloudevents-batch+json", batch, token);

        assertThat(response.statusCode()).isEqualTo(207);
        JsonNode answer = LocalRun.json(response);
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.findValuesAsText("code"))
                .containsSubsequence("unknown_county", "invalid_attribute", "invalid_field");
        String receipt = answer.path("results").path(0).path("receipt").asText();
        JsonNode after = run.get(8082, "/v1/counties/513429?wait=10s&after=" + receipt, token);
        assertThat(poor(after)).isEqualTo(before + 1);
    }

    private static int poor(JsonNode county) {
        return county.path("measures")
                .path("status")
                .path("POOR")
                .path("subjects")
                .asInt();
    }

    @Test
    @Order(2)
    void a_token_shows_its_own_counties_only() {
        String butuo = run.command("token", "--counties", BUTUO);

        assertThat(run.get(8082, "/v1/counties", butuo).findValuesAsText("code"))
                .containsExactly(BUTUO);
        assertThat(run.get(8082, "/v1/counties/513428", butuo).path("status").asInt())
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    void every_metric_of_rules_and_dashboards_exists_and_none_names_a_household() {
        ScrapedMetrics scraped = new ScrapedMetrics();
        for (int port : new int[] {8081, 8082, 8083}) {
            scraped.add(run.text(port, "/q/metrics"));
        }

        assertThat(ScrapedMetrics.expressions())
                .hasSizeGreaterThan(40)
                .flatMap(expression -> scraped.missing(expression, ScrapedMetrics.recorded()))
                .isEmpty();
        assertThat(scraped.missing("rate(nobody_tells_total[5m]) + up{kind=\"x\"}", Set.of()))
                .hasSize(1);
        assertThat(scraped.missing("intake_events_total{colour=\"red\"}", Set.of()))
                .hasSize(1);
        assertThat(scraped.lines())
                .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/v1/events\"")
                        && line.contains("status=\"202\""))
                .noneMatch(line ->
                        line.contains("sys-household") || line.contains("513429") || line.contains("/devices/"));
    }

    @Test
    @Order(3)
    void a_signal_ends_everything_that_was_started() throws InterruptedException {
        List<ProcessHandle> started = run.processes();
        assertThat(started).hasSizeGreaterThanOrEqualTo(5);
        ProcessHandle restarted = run.service("metrics-service");

        run.terminate();

        assertThat(run.isAlive()).isFalse();
        assertThat(restarted.isAlive()).isFalse();
        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }
}
