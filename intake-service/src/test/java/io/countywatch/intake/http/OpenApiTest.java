package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.BATCH;
import static io.countywatch.intake.http.IntakeClient.LINES;
import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static io.countywatch.intake.http.IntakeClient.batch;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.event.ErrorCode;
import io.countywatch.intake.event.ItemCode;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document says what the service does: every status with examples, which its own schemas accept, as they do real answers. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {

    private static final Set<String> STATUSES =
            Set.of("202", "207", "400", "401", "403", "408", "409", "413", "415", "422", "429", "503");

    @Servers.Signing
    TokenSigner signer;

    private JsonNode document;
    private JsonNode responses;

    @BeforeEach
    void theDocument() {
        document = new IntakeClient(RestAssured.port, null)
                .get("/q/openapi", "Accept", "application/json")
                .json();
        responses = document.at("/paths/~1v1~1events/post/responses");
    }

    @Test
    void every_status_has_examples_that_its_own_schema_accepts() {
        assertThat(responses.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(STATUSES);
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            JsonNode content = content(response.getValue());
            assertThat(content.path("examples")).as(response.getKey()).isNotEmpty();
            assertThat(response.getValue().path("headers").has("Intake-Version"))
                    .as(response.getKey())
                    .isTrue();
            content.path("examples").forEach(example -> {
                assertThat(errors(response.getKey(), example.path("value").toString()))
                        .as(response.getKey())
                        .isEmpty();
                if (Integer.parseInt(response.getKey()) >= 400) {
                    assertThat(example.at("/value/status").asText()).isEqualTo(response.getKey());
                }
            });
        }
    }

    @Test
    void real_answers_are_as_the_document_says() {
        IntakeClient app = new IntakeClient(RestAssured.port, signer.writer("worker-openapi", "5134*"));
        IntakeClient nobody = new IntakeClient(RestAssured.port, null);
        IntakeClient noCounty = new IntakeClient(RestAssured.port, signer.writer("worker-openapi"));
        String id = "openapi-" + System.nanoTime();
        List<Answer> answers = new ArrayList<>(List.of(
                app.post(STRUCTURED, anEvent(id, 4)),
                app.post(STRUCTURED, anEvent(id, 4)),
                app.post(BATCH, batch(anEvent(), anEvent("b", 0))),
                app.post(BATCH, "{"),
                nobody.post(STRUCTURED, anEvent()),
                noCounty.post(STRUCTURED, anEvent()),
                app.post(STRUCTURED, anEvent(id, 5)),
                app.post(LINES, "{}\n".repeat(1001)),
                app.post("text/plain", anEvent()),
                app.post(LINES, "{}\n\"x\"\n" + anEvent("c", -1))));

        Set<Integer> seen = new TreeSet<>();
        for (Answer answer : answers) {
            seen.add(answer.status());
            assertThat(responses.has("" + answer.status())).isTrue();
            assertThat(errors("" + answer.status(), answer.text()))
                    .as(answer.text())
                    .isEmpty();
        }
        assertThat(seen).containsExactly(202, 207, 400, 401, 403, 409, 413, 415, 422);
    }

    @Test
    void the_codes_are_those_of_the_service() {
        assertThat(texts(document.at("/components/schemas/Item/properties/code/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ItemCode.values()).map(ItemCode::text).toList());
        assertThat(texts(document.at("/components/schemas/Item/properties/errors/items/properties/code/enum")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::text).toList());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode content(JsonNode response) {
        return response.path("content").elements().next();
    }

    /** What the schema of that status finds wrong; references go into the document's components. */
    private List<String> errors(String status, String json) {
        ObjectNode schema = new ObjectMapper().createObjectNode();
        schema.setAll((ObjectNode) content(responses.get(status)).get("schema").deepCopy());
        schema.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
