package io.countywatch.alert.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class ProblemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/alerts?rule=%00",
                "/v1/alerts?county=%00",
                "/v1/alerts?province=%00",
                "/v1/alerts?cursor=a%00",
                "/v1/alerts/a%00",
                "/v1/alerts/a%00/history",
                "/v1/alerts/county-silent:513429:%00/explain",
                "/v1/assessments?plan=%00"
            })
    void text_that_no_database_takes_is_the_callers_fault(String path) {
        given().auth()
                .oauth2(Tokens.reader("*"))
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    /** Held against the service's own description: a route that is new, or has another method, is noticed. */
    @Test
    void a_method_that_is_not_there_is_answered_by_those_that_are() {
        Map<String, Map<String, Object>> routes = given().get("/q/openapi?format=json")
                .then()
                .extract()
                .jsonPath()
                .getMap("paths");
        assertThat(routes).hasSizeGreaterThan(10);
        routes.forEach((path, operations) -> {
            String allowed = given().auth()
                    .oauth2(Tokens.reader("*"))
                    .patch(path.replaceAll("\\{[^}]*}", "513429"))
                    .then()
                    .statusCode(405)
                    .contentType("application/problem+json")
                    .extract()
                    .header("Allow");
            Set<String> described = operations.keySet().stream()
                    .filter(Set.of("get", "post", "delete", "put")::contains)
                    .map(String::toUpperCase)
                    .collect(Collectors.toSet());
            if (described.contains("GET")) {
                described.add("HEAD");
            }
            assertThat(allowed.split(", ")).as(path).containsExactlyInAnyOrderElementsOf(described);
        });
    }

    @Test
    void a_reason_is_text() {
        assertThatThrownBy(() -> Reason.of("on my\u0000 way")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Reason.of("on my\u001b[31m way")).isInstanceOf(Problem.class);
        assertThat(Reason.of("on my way;\n\tback on Monday")).isEqualTo("on my way;\n\tback on Monday");
    }
}
