package io.countywatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.intake.Project;
import io.countywatch.intake.Servers;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What anybody may read. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PublicResourcesTest {

    private IntakeClient app;

    @BeforeEach
    void someone() {
        app = new IntakeClient(RestAssured.port, null);
    }

    @Test
    void limits_are_those_of_the_contract() {
        Answer answer = app.get("/v1/limits");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Intake-Version")).isEqualTo("1");
        assertThat(answer.json().toString())
                .isEqualTo("{\"eventBytes\":65536,\"requestEvents\":1000,\"requestBytes\":1048576,"
                        + "\"decompressedBytes\":8388608,\"nesting\":16,\"callerEventsPerSecond\":2000,"
                        + "\"callerBurst\":50000}");
    }

    @Test
    void schemas_are_the_files_of_the_contract() throws IOException {
        Answer list = app.get("/v1/schemas");
        assertThat(list.json().get("types")).hasSize(8);
        for (var type : list.json().get("types")) {
            Answer schema = app.get("/v1/schemas/" + type.asText());
            assertThat(schema.text())
                    .isEqualTo(Files.readString(Project.contracts().resolve("schemas/" + type.asText() + ".json")));
        }
    }

    @Test
    void a_schema_that_has_not_changed_is_not_sent_again() {
        String tag = app.get("/v1/schemas/unit.reported.v1").header("ETag");

        assertThat(app.get("/v1/schemas/unit.reported.v1", "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(app.get("/v1/schemas/countywatch.unit.reported.v1").status()).isEqualTo(200);
    }

    @Test
    void what_does_not_exist_is_a_problem_too() {
        for (String path : new String[] {"/v1/schemas/secret-canary", "/v1/nothing-canary"}) {
            Answer answer = app.get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Intake-Version")).isEqualTo("1");
            assertThat(answer.text()).doesNotContain("canary");
        }
        assertThat(app.get("/v1/events").status()).isEqualTo(405);
        assertThat(app.get("/v1/events").header("Allow")).isEqualTo("POST");
        for (String path : new String[] {"/v1/limits", "/v1/schemas", "/v1/schemas/unit.reported.v1"}) {
            Answer answer = app.post(path, "application/json", new byte[] {'{', '}'});
            assertThat(answer.status()).as(path).isEqualTo(405);
            assertThat(answer.header("Allow")).as(path).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void openapi_tells_every_status_with_examples() {
        Answer answer = app.get("/q/openapi", "Accept", "application/json");

        var post = answer.json().at("/paths/~1v1~1events/post");
        assertThat(post.get("responses").fieldNames())
                .toIterable()
                .contains("202", "207", "400", "401", "403", "409", "413", "415", "422", "429", "503");
        assertThat(post.at("/requestBody/content").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "application/cloudevents+json",
                        "application/json",
                        "application/cloudevents-batch+json",
                        "application/x-ndjson");
        assertThat(post.at("/responses/207/content/application~1json/examples")).isNotEmpty();
        assertThat(answer.json().at("/paths").fieldNames())
                .toIterable()
                .contains("/v1/limits", "/v1/schemas", "/v1/schemas/{type}");
    }

    @Test
    void health_and_metrics_are_there() {
        assertThat(app.get("/q/health/started").status()).isEqualTo(200);
        assertThat(app.get("/q/health/live").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> app.get("/q/health/ready").status() == 200);
        assertThat(app.get("/q/metrics").text()).contains("intake_ack_seconds", "intake_in_flight_bytes");
    }
}
