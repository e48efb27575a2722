package io.countywatch.metrics.figures;

import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.local.token.TokenIssuer;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what, and how it is refused: over every route of figures. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FiguresResourceTest {

    private static final List<String> ROUTES =
            List.of("/v1/counties", "/v1/counties/513429", "/v1/provinces", "/v1/provinces/51", "/v1/national");

    @Test
    void without_a_good_token_nobody_is_let_in() {
        JwtClaims expired = claims("metrics:read");
        expired.setExpirationTimeMinutesInTheFuture(-5);
        JwtClaims audience = claims("metrics:read");
        audience.setAudience("somebody-else");
        JwtClaims issuer = claims("metrics:read");
        issuer.setIssuer("https://elsewhere.invalid");
        String stranger = TokenIssuer.generate().sign(claims("metrics:read"));

        for (String route : ROUTES) {
            assertProblem(given().get(route), 401);
            assertProblem(given().auth().oauth2("not.a.token").get(route), 401);
            assertProblem(given().auth().oauth2(stranger).get(route), 401);
            for (JwtClaims claims : List.of(expired, audience, issuer)) {
                assertProblem(
                        given().auth().oauth2(TestServers.TOKENS.sign(claims)).get(route), 401);
            }
        }
    }

    @Test
    void a_token_for_something_else_is_refused() {
        String writer = TestServers.TOKENS.sign(claims("events:write alerts:read"));

        ROUTES.forEach(route -> assertProblem(given().auth().oauth2(writer).get(route), 403));
    }

    @Test
    void a_county_of_somebody_else_looks_like_one_that_does_not_exist() {
        Response others = as("5134*").get("/v1/counties/450225");
        Response none = as("5134*").get("/v1/counties/999999");

        assertProblem(others, 404);
        assertThat(others.asString()).isEqualTo(none.asString());
        assertProblem(as("513429").get("/v1/provinces/51"), 404);
        assertProblem(as("5134*").get("/v1/national"), 404);
        assertProblem(as("51*", "45*", "52*", "53*", "62*", "64*", "65*").get("/v1/national"), 404);
        assertProblem(as().get("/v1/counties/513429"), 404);
        assertProblem(as("*").get("/v1/counties/51"), 404);
        assertProblem(as("*").get("/v1/provinces/513429"), 404);
    }

    @Test
    void a_token_without_the_claim_or_with_another_form_of_it_sees_no_county() {
        JwtClaims without = claims("metrics:read");
        without.unsetClaim("counties");
        JwtClaims text = claims("metrics:read");
        text.setStringClaim("counties", "*");
        JwtClaims numbers = claims("metrics:read");
        numbers.setClaim("counties", List.of(513429));

        for (JwtClaims claims : List.of(without, text, numbers)) {
            Response page =
                    given().auth().oauth2(TestServers.TOKENS.sign(claims)).get("/v1/counties");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.jsonPath().getList("items")).isEmpty();
        }
    }

    @Test
    void lists_show_only_the_callers_and_go_on_by_cursor() {
        assertThat(as("5134*", "640422").get("/v1/counties").jsonPath().getList("items.code", String.class))
                .contains("513429", "640422")
                .allMatch(code -> code.startsWith("5134") || code.equals("640422"));
        assertThat(as("51*", "640422").get("/v1/provinces").jsonPath().getList("items.code"))
                .containsExactly("51");
        var first = as("*").get("/v1/counties?limit=50").jsonPath();
        assertThat(first.getList("items")).hasSize(50);
        var second = as("*").get("/v1/counties?limit=50&cursor=" + first.getString("next"))
                .jsonPath();
        assertThat(second.getList("items")).hasSize(2);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void provinces_go_on_by_cursor_too() {
        List<String> all = as("*").get("/v1/provinces").jsonPath().getList("items.code", String.class);
        var first = as("*").get("/v1/provinces?limit=2").jsonPath();
        var second = as("*").get("/v1/provinces?limit=2&cursor=" + first.getString("next"))
                .jsonPath();
        Response table = as("*").accept("text/csv").get("/v1/provinces?limit=2");

        assertThat(first.getList("items.code")).isEqualTo(all.subList(0, 2));
        assertThat(second.getList("items.code")).isEqualTo(all.subList(2, 4));
        assertThat(as("*").get("/v1/provinces?cursor=" + all.get(all.size() - 2))
                        .jsonPath()
                        .getString("next"))
                .isNull();
        assertThat(table.header("Next-Cursor")).isEqualTo(first.getString("next"));
    }

    @Test
    void single_figures_are_tables_too() {
        county("513432", status("single-1", "POOR").county("513432").append());

        for (String route : List.of("/v1/counties/513432", "/v1/provinces/51", "/v1/national")) {
            Response table = as("*").accept("text/csv").get(route);
            int poor = as("*").get(route).jsonPath().getInt("measures.status.POOR.subjects");

            assertThat(table.statusCode()).as(route).isEqualTo(200);
            assertThat(table.contentType()).startsWith("text/csv");
            assertThat(table.asString().lines())
                    .startsWith("code,name,measure,stage,subjects,persons")
                    .anyMatch(row -> row.contains(",status,POOR," + poor + ","));
        }
        assertThat(as("513432").accept("text/csv").get("/v1/counties/513432").asString())
                .contains("513432,")
                .contains(",status,POOR,<5,<5");
    }

    @Test
    void what_counties_are_summed_into_is_the_sum_of_its_counties() {
        int before = as("*").get("/v1/national").jsonPath().getInt("measures.renovation?.STARTED?.subjects ?: 0");
        String receipt = io.countywatch.metrics.FieldEvent.ofType(
                        "household.relocation-changed.v1",
                        "sum-1",
                        "{\"kind\":\"HOUSING_RENOVATION\",\"stage\":\"STARTED\"}")
                .county("640422")
                .append();

        assertThat(county("640422", receipt).getInt("measures.renovation.STARTED.subjects"))
                .isEqualTo(1);
        assertThat(as("64*").get("/v1/provinces/64").jsonPath().getInt("measures.renovation.STARTED.subjects"))
                .isEqualTo(1);
        assertThat(as("*").get("/v1/national").jsonPath().getInt("measures.renovation.STARTED.subjects"))
                .isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "effective=yesterday%3Cscript%3E",
                "effective=%2B999999999-01-01",
                "known=2020-06-01",
                "known=%2B999999999-01-01T00:00:00Z",
                "after=scriptx",
                "after=4:-5",
                "after=4:99999999999999999999",
                "after=4:1&wait=scriptx",
                "after=4:1&wait=-1s",
                "after=4:1&wait=-9999999h"
            })
    void a_parameter_that_cannot_be_read_is_a_problem_that_echoes_nothing(String query) {
        for (String route : ROUTES) {
            Response answer = as("*").urlEncodingEnabled(false).get(route + "?" + query);
            assertProblem(answer, 400);
            assertThat(answer.asString()).doesNotContain("script").doesNotContain("9999");
        }
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=-1", "limit=x", "limit=5001", "limit=99999999999"})
    void a_limit_out_of_range_is_a_problem(String query) {
        assertProblem(as("*").get("/v1/counties?" + query), 400);
    }

    @Test
    void what_is_not_there_or_not_allowed_is_a_problem_too() {
        assertProblem(as("*").get("/v1/counties/513429/nothing-like-that"), 404);
        assertProblem(as("*").post("/v1/counties"), 405);
    }

    @Test
    void a_receipt_that_is_not_in_is_too_early_and_says_by_how_much() {
        String receipt = status("early-1", "POOR").county("513428").append();
        String later = receipt.split(":")[0] + ":" + (Long.parseLong(receipt.split(":")[1]) + 10);
        county("513428", receipt);

        Response answer = as("*").queryParam("after", later).get("/v1/counties/513428");

        assertProblem(answer, 425);
        assertThat(answer.jsonPath().getInt("lag")).isEqualTo(10);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private static JwtClaims claims(String scope) {
        return TestServers.TOKENS.claims("tester", List.of("*"), List.of(scope), Duration.ofMinutes(5));
    }

    private static void assertProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    }
}
