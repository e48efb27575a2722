package io.countywatch.metrics.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.local.token.TokenIssuer;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.rejections.RejectedItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route of the OpenAPI document, with every kind of token that is not good for it. A route that is not in
 * {@link #routes} fails: whoever adds one says here what it takes, and what it shows of somebody else's county.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RoutesTest {

    /** The county that the good token is for; the other one is for {@code 45*}. */
    private static final String COUNTY = "520527";

    private static final String OTHERS = "45*";

    private String rejection;
    private String stuck;

    /** What a caller of other counties gets: the same as if it were not there, or a list without it. */
    private enum Outside {
        NOT_THERE,
        LEFT_OUT
    }

    /** @param url for the county, with everything that is required */
    private record Route(String url, String scope, Outside outside) {}

    @BeforeEach
    void an_event_and_a_reject_of_the_county() {
        MetricsApi.county(
                COUNTY,
                FieldEvent.status("routes-1", "POOR")
                        .county(COUNTY)
                        .with("id", "routes-event")
                        .append());
        stuck = FieldEvent.status("routes-stuck-" + UUID.randomUUID(), "RICH")
                .county(COUNTY)
                .append();
        MetricsApi.county(COUNTY, stuck);
        rejection = RejectedItem.rejected("out_of_scope").county(COUNTY).append();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        MetricsApi.as("*").get("/v1/rejections/" + rejection).statusCode() == 200);
    }

    private Map<String, Route> routes() {
        String county = "/v1/counties/" + COUNTY;
        Map<String, Route> routes = new LinkedHashMap<>();
        routes.put("GET /v1/counties", read("/v1/counties", Outside.LEFT_OUT));
        routes.put("GET /v1/counties/{code}", read(county, Outside.NOT_THERE));
        routes.put("GET /v1/counties/{code}/restatements", read(county + "/restatements", Outside.NOT_THERE));
        routes.put("GET /v1/counties/{code}/series", read(county + "/series?measure=status", Outside.NOT_THERE));
        routes.put("GET /v1/counties/{code}/villages", read(county + "/villages", Outside.NOT_THERE));
        routes.put("GET /v1/national", read("/v1/national", Outside.NOT_THERE));
        routes.put("GET /v1/national/series", read("/v1/national/series?measure=status", Outside.NOT_THERE));
        routes.put("GET /v1/overview", read("/v1/overview", Outside.LEFT_OUT));
        routes.put("GET /v1/provinces", read("/v1/provinces", Outside.LEFT_OUT));
        routes.put("GET /v1/provinces/{code}", read("/v1/provinces/52", Outside.NOT_THERE));
        routes.put(
                "GET /v1/provinces/{code}/series", read("/v1/provinces/52/series?measure=status", Outside.NOT_THERE));
        routes.put("GET /v1/quality", read("/v1/quality", Outside.LEFT_OUT));
        routes.put("GET /v1/quarantine", read("/v1/quarantine", Outside.LEFT_OUT));
        routes.put(
                "POST /v1/quarantine/{receipt}/repair",
                new Route(
                        "/v1/quarantine/" + stuck + "/repair?action=discard&reason=test",
                        "rejections:manage",
                        Outside.NOT_THERE));
        routes.put("GET /v1/ranking", read("/v1/ranking?measure=status", Outside.LEFT_OUT));
        routes.put(
                "GET /v1/receipts",
                read("/v1/receipts?source=/devices/d1&id=routes-event&subject=routes-1", Outside.NOT_THERE));
        routes.put("GET /v1/rejections", read("/v1/rejections", Outside.LEFT_OUT));
        routes.put("GET /v1/rejections/{id}", read("/v1/rejections/" + rejection, Outside.NOT_THERE));
        routes.put(
                "POST /v1/rejections/{id}/replay",
                new Route("/v1/rejections/" + rejection + "/replay", "rejections:manage", Outside.NOT_THERE));
        return routes;
    }

    private static Route read(String url, Outside outside) {
        return new Route(url, "metrics:read", outside);
    }

    @Test
    void every_route_of_the_document_is_known_here() {
        Map<String, Map<String, Object>> paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
        TreeSet<String> documented = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(method -> List.of("get", "post", "put", "delete", "patch", "head", "options")
                        .contains(method))
                .forEach(method -> documented.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(routes().keySet());
    }

    @Test
    void without_a_good_token_nobody_is_let_in_anywhere() {
        routes().forEach((name, route) -> {
            JwtClaims expired = claims(route.scope(), "*");
            expired.setExpirationTimeMinutesInTheFuture(-5);
            JwtClaims audience = claims(route.scope(), "*");
            audience.setAudience("somebody-else");
            JwtClaims noAudience = claims(route.scope(), "*");
            noAudience.unsetClaim("aud");
            JwtClaims issuer = claims(route.scope(), "*");
            issuer.setIssuer("https://elsewhere.invalid");

            assertProblem(name, ask(name, given(), route), 401);
            assertProblem(name, ask(name, with("not.a.token"), route), 401);
            assertProblem(name, ask(name, with(TokenIssuer.generate().sign(claims(route.scope(), "*"))), route), 401);
            for (JwtClaims claims : List.of(expired, audience, noAudience, issuer)) {
                assertProblem(name, ask(name, with(TestServers.TOKENS.sign(claims)), route), 401);
            }
        });
    }

    @Test
    void with_another_scope_nobody_is_let_in_anywhere() {
        routes().forEach((name, route) -> {
            String others = "events:write alerts:read alerts:manage "
                    + (route.scope().equals("metrics:read") ? "rejections:manage" : "metrics:read");

            assertProblem(name, ask(name, with(TestServers.TOKENS.sign(claims(others, "*"))), route), 403);
        });
    }

    @Test
    void a_county_of_somebody_else_is_not_hinted_at_anywhere() {
        routes().forEach((name, route) -> {
            for (JwtClaims claims : List.of(claims(route.scope(), OTHERS), claims(route.scope()))) {
                Response answer = ask(name, with(TestServers.TOKENS.sign(claims)), route);

                if (route.outside() == Outside.NOT_THERE) {
                    assertProblem(name, answer, 404);
                } else {
                    assertThat(answer.statusCode()).as(name).isEqualTo(200);
                }
                assertThat(answer.asString()).as(name).doesNotContain(COUNTY).doesNotContain(rejection);
            }
        });
    }

    @Test
    void another_method_is_told_which_is_allowed_everywhere() {
        routes().forEach((name, route) -> {
            Response answer =
                    with(TestServers.TOKENS.sign(claims(route.scope(), "*"))).delete(route.url());

            assertProblem(name, answer, 405);
            assertThat(answer.header("Allow")).as(name).isEqualTo(name.startsWith("POST") ? "POST" : "GET, HEAD");
        });
        assertThat(MetricsApi.as("*").head("/v1/national").statusCode()).isEqualTo(200);
    }

    @Test
    void with_the_right_token_everything_is_there() {
        routes().forEach((name, route) -> {
            Response answer = ask(name, with(TestServers.TOKENS.sign(claims(route.scope(), "*"))), route);

            assertThat(answer.statusCode()).as(name + answer.asString()).isIn(200, 503);
        });
    }

    private static Response ask(String name, RequestSpecification caller, Route route) {
        return name.startsWith("POST") ? caller.post(route.url()) : caller.get(route.url());
    }

    private static RequestSpecification with(String token) {
        return given().auth().oauth2(token);
    }

    private static JwtClaims claims(String scope, String... counties) {
        return TestServers.TOKENS.claims("tester", List.of(counties), List.of(scope), Duration.ofMinutes(5));
    }

    private static void assertProblem(String name, Response answer, int status) {
        assertThat(answer.statusCode()).as(name + " " + answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).as(name).startsWith("application/problem+json");
    }
}
