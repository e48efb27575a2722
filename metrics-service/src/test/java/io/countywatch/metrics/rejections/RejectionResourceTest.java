package io.countywatch.metrics.rejections;

import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.rejections.RejectedItem.rejected;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.metrics.Contracts;
import io.countywatch.metrics.TestServers;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RejectionResourceTest {

    private static final String LIST = "/v1/rejections";

    /** Where {@link RejectedItem} appends. */
    private static final TopicPartition PARTITION = new TopicPartition("household-rejects.v1", 0);

    @Test
    void a_reject_is_kept_with_its_original_once_however_often_it_comes() {
        RejectedItem item = rejected("invalid_field").county("513430").original("text", "{\"a\":\"\u0000贫\"}");
        item.append();
        item.append();
        String id = item.append();

        awaitKept(id);

        assertThat(ids(as("513430"), LIST + "?county=513430")).containsOnlyOnce(id);
        var one = as("513430").get(LIST + "/" + id).jsonPath();
        assertThat(one.getString("original.content")).isEqualTo("{\"a\":\"\u0000贫\"}");
        assertThat(one.getString("errors[0].pointer")).isEqualTo("/data/persons");
        assertThat(one.getBoolean("replayable")).isTrue();
        assertThat(one.getList("replays")).isEmpty();
    }

    @Test
    void what_is_no_reject_holds_up_nothing() {
        RejectedItem.append("not JSON");
        RejectedItem.append("null");
        RejectedItem.append("{}");
        RejectedItem.append(
                rejected("conflict").receivedAt("-1000000-01-01T00:00:00Z").json());
        RejectedItem.append(
                rejected("conflict").original("base64", "no base64!").json());
        RejectedItem.append((byte[]) null);

        awaitKept(rejected("conflict").with("new-field", List.of()).append());
    }

    @Test
    void rejects_wait_while_postgresql_is_away_and_are_kept_when_it_is_back() throws Exception {
        awaitKept(rejected("out_of_scope").append());
        String id;
        TestServers.servers().killPostgres();
        try (Admin kafka =
                Admin.create(Map.of("bootstrap.servers", TestServers.servers().bootstrapServers()))) {
            id = rejected("out_of_scope").append();
            // Nothing is skipped: the position stays before it.
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> position(kafka) < end(kafka));
            assertThat(given().get("/q/health/live").statusCode())
                    .as("a restart would not bring PostgreSQL back")
                    .isEqualTo(200);
        } finally {
            TestServers.servers().startPostgres();
        }

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> as("*").get(LIST + "/" + id).statusCode() == 200);
        assertThat(ids(as("*"), LIST)).containsOnlyOnce(id);
    }

    private static long position(Admin kafka) throws Exception {
        var offset = kafka.listConsumerGroupOffsets("metrics-service-rejections")
                .partitionsToOffsetAndMetadata()
                .get()
                .get(PARTITION);
        return offset == null ? 0 : offset.offset();
    }

    private static long end(Admin kafka) throws Exception {
        return kafka.listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset();
    }

    @Test
    void the_examples_of_the_contract_are_kept() throws IOException {
        for (var example : Contracts.examples("household-rejects.v1")) {
            RejectedItem.append(Files.readAllBytes(example));
        }

        awaitKept("01901640-0000-7000-8000-000000000001");
        awaitKept("01901640-0000-7000-8000-000000000002");
        awaitKept("01901640-0000-7000-8000-000000000003");
    }

    @Test
    void a_reject_of_another_county_or_of_none_is_not_there() {
        String other = rejected("out_of_scope").county("450225").append();
        String none = rejected("invalid_json").county(null).with("source", null).append();
        awaitKept(other);
        awaitKept(none);

        for (String id : List.of(other, none)) {
            assertProblem(as("5134*", "513429").get(LIST + "/" + id), 404);
            assertProblem(as().get(LIST + "/" + id), 404);
            assertProblem(manager("5134*").post(LIST + "/" + id + "/replay"), 404);
            assertThat(ids(as("5134*"), LIST + "?limit=5000")).doesNotContain(id);
            assertThat(ids(as("*"), LIST + "?limit=5000")).contains(id);
        }
        assertThat(as("5134*").get(LIST + "/" + other).asString())
                .isEqualTo(as("5134*").get(LIST + "/nothing-like-it").asString());
        assertThat(ids(as("4502*"), LIST)).contains(other);
        assertThat(ids(as("5134*"), LIST + "?county=450225")).isEmpty();
        assertThat(ids(as(), LIST)).isEmpty();
    }

    @Test
    void a_list_is_narrowed_and_goes_on_by_cursor() {
        String third = item("time_in_future", "2020-03-03T00:00:00Z");
        String first = item("time_in_future", "2020-03-01T00:00:00Z");
        String second = item("unknown_type", "2020-03-02T00:00:00Z");
        String fourth = item("unknown_type", "2020-03-02T00:00:00Z");
        List.of(third, first, second, fourth).forEach(RejectionResourceTest::awaitKept);
        String all = LIST + "?source=/devices/pages";

        assertThat(ids(as("*"), all)).startsWith(third).endsWith(first).hasSize(4);
        assertThat(ids(as("*"), all + "&reason=time_in_future")).containsExactly(third, first);
        assertThat(ids(as("*"), all + "&since=2020-03-02T00:00:00Z")).hasSize(3);
        // The day begins at 16:00 UTC of the one before.
        assertThat(ids(as("*"), all + "&since=2020-03-03")).containsExactly(third);

        var page = as("*").get(all + "&limit=2").jsonPath();
        var rest =
                as("*").get(all + "&limit=2&cursor=" + page.getString("next")).jsonPath();
        assertThat(page.getList("items.rejection"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(rest.getList("items.rejection"));
        assertThat(rest.getList("items.rejection")).hasSize(2).last().isEqualTo(first);
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void a_list_reads_no_originals_of_which_a_page_would_have_hundreds_of_megabytes() {
        String id = rejected("unknown_county").original("text", "{}").append();
        awaitKept(id);
        String half = rejected("event_too_large").with("truncated", true).append();
        awaitKept(half);
        SqlSeen.STATEMENTS.clear();

        var items = as("*").get(LIST + "?limit=5000").jsonPath();

        assertThat(items.getBoolean("items.find { it.rejection == '%s' }.replayable".formatted(id)))
                .isTrue();
        assertThat(items.getBoolean("items.find { it.rejection == '%s' }.replayable".formatted(half)))
                .isFalse();
        String list = SqlSeen.STATEMENTS.stream()
                .filter(sql -> sql.contains("order by") && sql.contains("rejections.rejection"))
                .findFirst()
                .orElseThrow();
        assertThat(list.substring(0, list.indexOf(" from ")))
                .as("asked whether it is there, not for it")
                .matches("(?s).*case when \\w+\\.original is null.*")
                .doesNotContainPattern("original(?! is null)");
    }

    /** What Hibernate sends to the database. */
    @PersistenceUnitExtension
    @ApplicationScoped
    static class SqlSeen implements StatementInspector {

        static final Queue<String> STATEMENTS = new ConcurrentLinkedQueue<>();

        @Override
        public String inspect(String sql) {
            STATEMENTS.add(sql);
            return sql;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=x",
                "since=nonsense",
                "since=%2B999999999-01-01T00:00:00Z",
                "cursor=nonsense",
                "cursor=!",
                "cursor=bm9uc2Vuc2UKeA",
                "cursor=Kzk5OTk5OTk5OS0wMS0wMVQwMDowMDowMFoKNDox", // +999999999-01-01T00:00:00Z
                "reason=%00",
                "source=%00"
            })
    void what_cannot_be_read_is_a_problem_that_echoes_nothing(String query) {
        Response answer = as("*").urlEncodingEnabled(false).get(LIST + "?" + query);

        assertProblem(answer, 400);
        assertThat(answer.asString()).doesNotContain("nonsense");
    }

    @Test
    void a_replay_forwards_the_original_with_the_callers_own_token_and_keeps_the_outcome() {
        byte[] original = {'{', (byte) 0xff, '}'};
        String id = rejected("out_of_scope")
                .original("base64", Base64.getEncoder().encodeToString(original))
                .append();
        awaitKept(id);
        String token = token("5134*");
        TestServers.INTAKE.answers(
                202,
                """
                {"received":1,"accepted":1,"results":[{"index":0,"id":"e1","status":"accepted","receipt":"4:18233"}]}
                """);

        Response answer = given().auth().oauth2(token).post(LIST + "/" + id + "/replay");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("accepted");
        assertThat(answer.jsonPath().getString("receipt")).isEqualTo("4:18233");
        assertThat(TestServers.INTAKE.last().authorization()).isEqualTo("Bearer " + token);
        assertThat(TestServers.INTAKE.last().contentType()).isEqualTo("application/cloudevents+json");
        assertThat(TestServers.INTAKE.last().body()).isEqualTo(original);
        var kept = as("*").get(LIST + "/" + id).jsonPath();
        assertThat(kept.getList("replays.outcome")).containsExactly("accepted");
        assertThat(kept.getString("replays[0].by")).isEqualTo("supervisor");
    }

    @Test
    void every_answer_of_intake_is_an_outcome() {
        String id = rejected("out_of_scope").append();
        awaitKept(id);

        TestServers.INTAKE.answers(
                422,
                """
                {"status":422,"results":[{"index":0,"status":"rejected","code":"out_of_scope","rejection":"r-2"}]}
                """);
        var again = manager("*").post(LIST + "/" + id + "/replay").jsonPath();
        assertThat(again.getString("outcome")).isEqualTo("rejected");
        assertThat(again.getString("code")).isEqualTo("out_of_scope");
        assertThat(again.getString("rejection")).isEqualTo("r-2");
        TestServers.INTAKE.answers(403, "{\"status\":403}");
        assertThat(manager("*").post(LIST + "/" + id + "/replay").jsonPath().getString("outcome"))
                .isEqualTo("refused");
        TestServers.INTAKE.answers(503, "{\"status\":503}");
        assertThat(manager("*").post(LIST + "/" + id + "/replay").jsonPath().getString("outcome"))
                .isEqualTo("retry");
        TestServers.INTAKE.isHiddenBehind(202, "<html>please log in</html>");
        assertProblem(manager("*").post(LIST + "/" + id + "/replay"), 503);

        assertThat(as("*").get(LIST + "/" + id).jsonPath().getList("replays.outcome"))
                .containsExactly("rejected", "refused", "retry", "unknown");
    }

    @Test
    void what_was_not_kept_whole_cannot_be_replayed() {
        String personal = rejected("personal_data").without("original").append();
        String all = rejected("personal_data").append();
        String half = rejected("event_too_large").with("truncated", true).append();
        int before = TestServers.INTAKE.count();

        for (String id : List.of(personal, all, half)) {
            awaitKept(id);
            assertThat(as("*").get(LIST + "/" + id).jsonPath().getBoolean("replayable"))
                    .isFalse();
            assertProblem(manager("*").post(LIST + "/" + id + "/replay"), 409);
        }
        assertThat(as("*").get(LIST + "/" + all).jsonPath().getString("original"))
                .isNull();
        assertThat(TestServers.INTAKE.count()).isEqualTo(before);
    }

    @Test
    void who_reads_may_not_replay_and_the_other_way_round() {
        String id = rejected("out_of_scope").append();
        awaitKept(id);

        assertProblem(as("*").post(LIST + "/" + id + "/replay"), 403);
        assertProblem(manager("*").get(LIST + "/" + id), 403);
        assertProblem(manager("*").get(LIST), 403);
        assertProblem(given().get(LIST), 401);
        assertProblem(given().get(LIST + "/" + id), 401);
        assertProblem(given().post(LIST + "/" + id + "/replay"), 401);
    }

    private static String item(String code, String receivedAt) {
        return rejected(code)
                .with("source", "/devices/pages")
                .receivedAt(receivedAt)
                .append();
    }

    private static void awaitKept(String id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("*").get(LIST + "/" + id).statusCode() == 200);
    }

    private static List<String> ids(RequestSpecification caller, String path) {
        return caller.get(path).jsonPath().getList("items.rejection", String.class);
    }

    private static RequestSpecification manager(String... counties) {
        return given().auth().oauth2(token(counties));
    }

    private static String token(String... counties) {
        return TestServers.TOKENS.token(
                "supervisor", List.of(counties), List.of("rejections:manage"), Duration.ofMinutes(10));
    }

    private static void assertProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    }
}
