package io.countywatch.intake.http;

import static io.countywatch.intake.http.IntakeClient.LINES;
import static io.countywatch.intake.http.IntakeClient.STRUCTURED;
import static io.countywatch.intake.http.IntakeClient.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.intake.Project;
import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.event.ItemCode;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every final item code, as the answer tells it and as the rejects' topic has it. Those that are to be repeated:
 * {@code kafka_timeout} in {@link KafkaAwayTest}, {@code overloaded} in {@link FullBufferTest}, {@code rate_limited} in
 * {@link NarrowLimitsTest}.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ItemCodesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<ItemCode> REPEATED =
            EnumSet.of(ItemCode.KAFKA_TIMEOUT, ItemCode.OVERLOADED, ItemCode.RATE_LIMITED);

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    /** A line and the code that it must be rejected with. */
    private record Line(String text, String code) {}

    @Test
    void every_final_code_is_answered_and_kept_with_the_reject() throws IOException {
        List<Line> lines = new ArrayList<>(malformed());
        String stored = UUID.randomUUID().toString();
        String bound = signer.token("worker-codes", claims -> {
            claims.setStringClaim("scope", "events:write");
            claims.setStringListClaim("counties", List.of("*"));
            claims.setStringClaim("device", "butuo-07");
        });
        IntakeClient app = new IntakeClient(RestAssured.port, bound);
        assertThat(app.post(STRUCTURED, anEvent(stored, 4)).status()).isEqualTo(202);
        lines.add(new Line(anEvent(stored, 5), "conflict"));
        lines.add(new Line(anEvent().replace("butuo-07", "butuo-08"), "out_of_scope"));
        lines.add(new Line(anEvent().replace("2020-05-27", "2999-05-27"), "time_in_future"));
        lines.add(new Line(anEvent().replace("\"4.2\"", "\"" + "x".repeat(70_000) + "\""), "event_too_large"));

        byte[] body = String.join("\n", lines.stream().map(Line::text).toList()).getBytes(StandardCharsets.UTF_8);
        // By a device whose clock is as far behind as the examples are old.
        Answer answer = app.post(LINES, body, "Intake-Sent-At", "2020-06-28T12:00:00Z");

        assertThat(answer.status()).isEqualTo(422);
        Set<String> codes = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode item = answer.item(i);
            assertThat(item.path("code").asText())
                    .as(lines.get(i).text())
                    .isEqualTo(lines.get(i).code());
            if (codes.add(lines.get(i).code())) {
                String reject = Topic.find(
                        servers, "household-rejects.v1", item.path("rejection").asText());
                assertThat(JSON.readTree(reject).path("code").asText())
                        .isEqualTo(lines.get(i).code());
                assertThat(JSON.readTree(reject).path("caller").asText()).isEqualTo("worker-codes");
            }
        }
        assertThat(codes).containsExactlyInAnyOrderElementsOf(finalCodes());
    }

    private static List<String> finalCodes() {
        return EnumSet.complementOf(EnumSet.copyOf(REPEATED)).stream()
                .map(ItemCode::text)
                .toList();
    }

    /** The contract's malformed examples that fit on a line. */
    private static List<Line> malformed() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Project.contracts().resolve("malformed"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                JsonNode example = JSON.readTree(file.toFile());
                String text = example.has("raw")
                        ? example.get("raw").asText()
                        : example.get("event").toString();
                if (!text.isBlank() && text.indexOf('\n') < 0) {
                    lines.add(new Line(text, example.get("code").asText()));
                }
            }
        }
        return lines;
    }
}
