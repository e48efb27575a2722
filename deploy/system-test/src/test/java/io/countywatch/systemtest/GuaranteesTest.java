package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.systemtest.Instances.Instance;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds while processes are restarted, added, paused and killed under load. One running system serves all tests,
 * which follow one another: it begins empty, by the README's lines, and grows.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuaranteesTest {

    private static final double SCALE = 0.01;
    private static final long SEED = 11;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static LocalRun run;
    private static FieldLoad field;
    private static String reader;

    @BeforeAll
    static void an_empty_system() {
        run = LocalRun.onFreePorts(folder);
        run.start("--no-simulator");
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(run.isAlive()).as(run.output()).isTrue();
            return run.output().contains("Countywatch is up.");
        });
        reader = run.token("reader", List.of("*"), "metrics:read", "alerts:read");
    }

    @AfterEach
    void whoever_is_paused_goes_on() {
        new Instances(run).resumeAll();
    }

    @AfterAll
    static void all_of_it_ends() throws InterruptedException {
        if (field != null) {
            field.close();
        }
        List<ProcessHandle> instances = new Instances(run).processes();
        run.terminate();
        run.killIfAlive();
        assertThat(instances).as("also the added instances").noneMatch(ProcessHandle::isAlive);
    }

    @Test
    @Order(1)
    void the_readmes_lines_of_one_event_by_hand_do_what_its_text_says() throws Exception {
        ReadmeLines lines = new ReadmeLines("## One event by hand");
        assertThat(lines.blocks()).isEqualTo(3);

        String printed = lines.run(run, folder);

        assertThat(printed)
                .contains("\"id\":\"by-hand-1\",\"status\":\"accepted\",\"receipt\":\"19:0\"")
                .contains("\"status\":{\"POOR\":{\"subjects\":1,\"persons\":4}}")
                .contains("\"id\":\"by-hand-2\",\"status\":\"accepted\"")
                .doesNotContain("urn:countywatch:problem")
                .doesNotContain("curl:");
        await().atMost(Duration.ofSeconds(30)).until(() -> run.get(8083, "/v1/units/513429/assessments", reader)
                .toString()
                .contains("2020-05-27"));
    }

    @Test
    @Order(2)
    void a_reject_is_listed_replayed_by_a_supervisor_and_moves_its_figure() {
        String worker = run.token("worker-moved", List.of("513429"), "events:write");
        String supervisor =
                run.token("supervisor", List.of("5134*"), "events:write", "metrics:read", "rejections:manage");
        int before = lifted("513431", supervisor, "");

        HttpResponse<String> refused = run.post(
                "application/cloudevents+json",
                """
                {"specversion":"1.0","id":"sys-reject-1","source":"/devices/moved",
                 "type":"countywatch.household.status-changed.v1","subject":"sys-household-9",
                 "time":"2020-05-27T10:00:00+08:00","countycode":"513431","data":{"status":"LIFTED","persons":3}}""",
                worker);

        assertThat(refused.statusCode()).isEqualTo(422);
        String rejection = LocalRun.json(refused).at("/results/0/rejection").asText();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> run.get(8082, "/v1/rejections?reason=out_of_scope&source=/devices/moved", supervisor)
                        .path("items")
                        .findValuesAsText("rejection")
                        .contains(rejection));
        assertThat(run.get(
                                8082,
                                "/v1/rejections?source=/devices/moved",
                                run.token("other", List.of("62*"), "metrics:read"))
                        .path("items"))
                .as("nobody else's")
                .isEmpty();

        JsonNode replay = LocalRun.json(
                run.post(8082, "/v1/rejections/" + rejection + "/replay", "application/json", "", supervisor));

        assertThat(replay.path("outcome").asText()).as(replay.toString()).isEqualTo("accepted");
        String receipt = replay.path("receipt").asText();
        assertThat(lifted("513431", supervisor, "?wait=10s&after=" + receipt)).isEqualTo(before + 1);
        assertThat(run.get(8082, "/v1/rejections/" + rejection, supervisor).path("replays"))
                .hasSize(1);
        assertThat(run.get(8082, "/v1/receipts?source=/devices/moved&id=sys-reject-1", supervisor)
                        .path("status")
                        .asText())
                .isEqualTo("applied");
    }

    private static int lifted(String county, String token, String query) {
        return run.get(8082, "/v1/counties/" + county + query, token)
                .at("/measures/status/LIFTED/subjects")
                .asInt();
    }

    @Test
    @Tag("guarantees")
    @Order(3)
    void a_rolling_restart_of_every_service_under_load_loses_and_doubles_nothing() {
        field = new FieldLoad(run, SCALE, SEED);
        field.register();
        field.begin();
        try (ReadyMeansServing watch = new ReadyMeansServing(run, reader)) {
            for (String service : List.of("intake-service", "metrics-service", "alert-service")) {
                long acknowledged = field.statistics().events();
                run.command("restart", service);
                await().atMost(LONG).until(() -> field.statistics().events() > acknowledged + 200);
            }
            assertThat(watch.violations()).isEmpty();
            assertThat(watch.restartsSeen()).as("it has seen each of them away").isEqualTo(3);
        } finally {
            field.end();
        }

        assertBooksAgree();
    }

    @Test
    @Tag("guarantees")
    @Order(4)
    void instances_of_metrics_service_come_go_and_come_back_as_zombies_and_the_figures_are_right() {
        field.begin();
        try {
            comingGoingAndComingBack(new Instances(run));
        } finally {
            field.end();
        }

        assertBooksAgree();
    }

    private static void comingGoingAndComingBack(Instances instances) {
        // A minute of a paused transaction's locks would be this test's.
        run.configure(
                "metrics-service",
                "QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_OPTIONS",
                "-c idle_in_transaction_session_timeout=5s");
        Instance second = instances.start("metrics-service", 2);
        Instance third = instances.start("metrics-service", 3);
        awaitOwners(3);

        third.terminate();
        awaitOwners(2);
        third = instances.start("metrics-service", 3);
        Set<String> all = awaitOwners(3);

        instances.pauseInTheMiddleOfATransaction(second);
        String published = snapshot();
        Set<String> others = awaitOwners(2);
        await().atMost(LONG).until(() -> !snapshot().equals(published));
        second.resume();
        assertThat(awaitOwners(3))
                .as("the others, and the one that was away")
                .isEqualTo(all)
                .containsAll(others);

        third.kill();
        awaitOwners(2);
        second.terminate();
        awaitOwners(1);
    }

    private static Set<String> awaitOwners(int number) {
        return await().atMost(LONG).until(GuaranteesTest::owners, owners -> owners.size() == number);
    }

    /** Who holds partitions of the events' topic. */
    private static Set<String> owners() {
        return new HashSet<>(run.query(
                "metrics",
                "SELECT DISTINCT owner FROM " + projection() + ".cursor WHERE topic = 'household-events.v1'"));
    }

    /** The schema of the projection's version. */
    private static String projection() {
        return run.query("metrics", "SELECT max(schemaname) FROM pg_tables WHERE tablename = 'cursor'")
                .get(0);
    }

    private static String snapshot() {
        return run.get(8082, "/v1/counties?limit=1", reader)
                .at("/items/0/freshness/snapshot")
                .asText();
    }

    /** Nothing lost, nothing doubled, nothing put aside. */
    private static void assertBooksAgree() {
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(field.differences())
                .isEmpty());
        assertThat(field.statistics().surprises()).isZero();
        assertThat(run.query("metrics", "SELECT count(*) FROM " + projection() + ".quarantine"))
                .containsExactly("0");
    }
}
