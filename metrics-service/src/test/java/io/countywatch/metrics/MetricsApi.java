package io.countywatch.metrics;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;

/** The service's HTTP API as a caller with some counties. */
public final class MetricsApi {

    private MetricsApi() {}

    public static RequestSpecification as(String... counties) {
        return given().auth()
                .oauth2(TestServers.TOKENS.token(
                        "tester", List.of(counties), List.of("metrics:read"), Duration.ofMinutes(10)));
    }

    /** Figures of a county once a receipt is in them. */
    public static JsonPath county(String code, String receipt) {
        return as("*").queryParam("after", receipt)
                .queryParam("wait", "20s")
                .get("/v1/counties/" + code)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
