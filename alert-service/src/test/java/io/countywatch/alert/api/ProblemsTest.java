package io.countywatch.alert.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

    @Test
    void a_reason_is_text() {
        assertThatThrownBy(() -> Reason.of("on my\u0000 way")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Reason.of("on my\u001b[31m way")).isInstanceOf(Problem.class);
        assertThat(Reason.of("on my way;\n\tback on Monday")).isEqualTo("on my way;\n\tback on Monday");
    }
}
