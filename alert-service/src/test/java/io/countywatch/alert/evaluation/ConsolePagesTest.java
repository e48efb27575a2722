package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the console asks for, between real servers. The campaign's days go on from test to test. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class ConsolePagesTest extends OnStage {

    @Test
    @Order(1)
    void before_the_first_day_the_counties_are_there_without_a_status() {
        JsonPath overview = get("/v1/overview", "*");

        assertThat(overview.getString("day")).isNull();
        assertThat(overview.getList("counties")).hasSize(52);
        assertThat(overview.getList("history")).isEmpty();
        assertThat(get("/v1/units/513429/outlook", "*").getList("plans")).isEmpty();
    }

    @Test
    @Order(2)
    void the_overview_says_who_is_behind_by_how_much_and_why() {
        stage.play("resettlement", 565, county -> county.code().equals("513429"));
        stage.play("resettlement", 565, county -> county.code().equals("513429"));

        JsonPath overview = get("/v1/overview", "*");

        assertThat(overview.getString("day")).isEqualTo("2020-05-27");
        assertThat(overview.getList("wider.level")).contains("nation", "province");
        String butuo = "counties.find { it.code == '513429' }";
        assertThat(overview.getString(butuo + ".status")).isEqualTo("BEHIND");
        assertThat(overview.getString(butuo + ".nameZh")).isEqualTo("布拖县");
        assertThat(overview.getString(butuo + ".statuses.resettlement")).isEqualTo("BEHIND");
        String standing = butuo + ".standings.find { it.measure == 'resettlement' }";
        assertThat(overview.getInt(standing + ".figures.remaining")).isEqualTo(75);
        assertThat(overview.getString(standing + ".figures.because[0].kind")).isEqualTo("SLOW_PACE");
        assertThat(overview.getInt(standing + ".figures.lastWeek")).isEqualTo(6);
        assertThat(overview.getString("counties.find { it.code == '513428' }.standings"))
                .isEqualTo("[]");
        assertThat(overview.getInt("history[-1].counties.BEHIND")).isEqualTo(1);
        assertThat(overview.getList("alerts.alert")).contains("county-behind-schedule:513429:resettlement");
        assertThat(overview.getInt(butuo + ".reporting.villagesSilent")).isNotNegative();
    }

    @Test
    @Order(3)
    void nobody_gets_a_hint_of_what_is_not_theirs() {
        Response own = given().auth().oauth2(Tokens.reader("513429")).get("/v1/overview");

        assertThat(own.jsonPath().getList("wider")).isEmpty();
        assertThat(own.jsonPath().getList("counties.code")).containsExactly("513429");
        assertThat(own.jsonPath().getMap("history[-1].counties").values()).containsExactly(1);
        assertThat(own.asString()).doesNotContain("Puge", "513428", "Sichuan", "四川");
        assertThat(given().auth()
                        .oauth2(Tokens.reader("513429"))
                        .get("/v1/units/513428/outlook")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/v1/overview").getList("counties")).isEmpty();
        for (String path : List.of("/v1/overview", "/v1/overview/stream", "/v1/units/513429/outlook")) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    @Order(4)
    void the_outlook_of_a_county_has_its_plans_with_a_fan_its_gates_and_what_it_says() {
        JsonPath outlook = get("/v1/units/513429/outlook", "513429");

        assertThat(outlook.getString("plans[0].measure"))
                .as("the worst one first")
                .isEqualTo("resettlement");
        assertThat(outlook.getString("plans[0].firstApproved.due")).isEqualTo("2020-06-30");
        List<Integer> first = outlook.getList("plans[0].fan.points[0].done");
        assertThat(first).containsOnly(565);
        List<Integer> last = outlook.getList("plans[0].fan.points[-1].done");
        assertThat(last).isSorted().hasSize(5);
        assertThat(last.get(4)).isLessThanOrEqualTo(640);
        assertThat(outlook.getList("gates.name"))
                .containsExactly("incidence", "wrong-exit", "missed", "recognition", "mandatory-measures");
        assertThat(outlook.getString("reporting.lastReportAt")).startsWith("2020-05-27");
    }

    @Test
    @Order(5)
    void the_stream_tells_how_it_stands_and_that_a_day_was_evaluated_also_to_who_comes_back() throws Exception {
        InputStream stream = stream();
        CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> data(stream)
                .filter(line -> line.contains("2020-05-28"))
                .findFirst()
                .orElseThrow());
        InputStream cut = stream();
        assertThat(data(cut).findFirst().orElseThrow()).contains("\"evaluatedThrough\":\"2020-05-27\"");
        cut.close();

        stage.play("resettlement", 570, county -> county.code().equals("513429"));

        assertThat(told.get(20, TimeUnit.SECONDS)).contains("\"evaluatedThrough\":\"2020-05-28\"");
        InputStream again = stream();
        assertThat(data(again).findFirst().orElseThrow()).contains("\"evaluatedThrough\":\"2020-05-28\"");
        again.close();
        stream.close();
    }

    private static InputStream stream() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/overview/stream"))
                .header("Authorization", "Bearer " + Tokens.reader("513429"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private static Stream<String> data(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.startsWith("data:"));
    }

    @Test
    @Order(6)
    void only_the_console_s_origin_may_read_answers() {
        Response elsewhere = given().header("Origin", "https://evil.invalid")
                .auth()
                .oauth2(Tokens.reader("*"))
                .get("/v1/overview");

        assertThat(elsewhere.header("Access-Control-Allow-Origin")).isNull();
        assertThat(elsewhere.statusCode()).isEqualTo(403);
        assertThat(given().header("Origin", "https://no-console.invalid")
                        .auth()
                        .oauth2(Tokens.reader("*"))
                        .get("/v1/overview")
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo("https://no-console.invalid");
    }

    @Test
    @Order(7)
    void a_past_day_is_shown_as_it_was_known_then() {
        String butuo = "county-behind-schedule:513429:resettlement";

        JsonPath then = get("/v1/units/513429/outlook?asOf=2020-05-26", "513429");

        assertThat(then.getString("day")).isEqualTo("2020-05-26");
        assertThat(then.getString("figuresOf")).isEqualTo("2020-05-26");
        assertThat(then.getString("reporting.lastReportAt")).startsWith("2020-05-26");
        assertThat(then.getList("gates")).hasSize(5);
        assertThat(then.getList("alerts.alert")).containsExactly(butuo);
        assertThat(then.getList("alerts.state")).containsExactly("PENDING");
        assertThat(get("/v1/units/513429/outlook?asOf=2020-05-27", "513429").getList("alerts.state"))
                .containsExactly("FIRING");
        JsonPath now = get("/v1/units/513429/outlook", "513429");
        assertThat(now.getString("figuresOf")).isEqualTo("2020-05-28");
        assertThat(now.getString("alerts"))
                .as("those of now have a path of their own")
                .isNull();
        JsonPath before = get("/v1/units/513429/outlook?asOf=2020-05-20", "513429");
        assertThat(before.getList("plans")).isEmpty();
        assertThat(before.getList("gates")).isEmpty();
        assertThat(before.getString("reporting")).isNull();

        assertThat(get("/v1/overview?asOf=2020-05-26", "*").getString("day")).isEqualTo("2020-05-26");
        assertThat(get("/v1/overview?asOf=2020-05-26", "*").getList("alerts.alert"))
                .doesNotContain(butuo);
        assertThat(get("/v1/overview?asOf=2020-05-27", "*").getList("alerts.alert"))
                .contains(butuo);
        assertThat(get("/v1/overview?asOf=2020-05-20", "*").getString("day")).isNull();
        assertThat(get("/v1/overview?asOf=2020-05-27", "513429").getList("counties.code"))
                .containsExactly("513429");
    }

    private static JsonPath get(String path, String... counties) {
        return given().auth()
                .oauth2(Tokens.reader(counties))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
