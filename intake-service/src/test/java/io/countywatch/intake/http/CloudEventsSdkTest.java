package io.countywatch.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.countywatch.intake.Servers;
import io.countywatch.intake.TokenSigner;
import io.countywatch.intake.http.IntakeClient.Answer;
import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the CloudEvents SDK for Java sends is accepted as it is, and Kafka has the same event afterwards. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CloudEventsSdkTest {

    @Servers.Running
    Infrastructure servers;

    @Servers.Signing
    TokenSigner signer;

    private IntakeClient app;

    @BeforeEach
    void aWorker() {
        app = new IntakeClient(RestAssured.port, signer.writer("worker-sdk", "5134*"));
    }

    @Test
    void a_structured_event_of_the_sdk_is_accepted() {
        CloudEvent event = anEvent();

        Answer answer = post(event, (writer, sent) -> writer.writeStructured(sent, JsonFormat.CONTENT_TYPE));

        assertStored(answer, event);
    }

    @Test
    void a_binary_event_of_the_sdk_is_accepted() {
        CloudEvent event = anEvent();

        Answer answer = post(event, MessageWriter::writeBinary);

        assertStored(answer, event);
    }

    @Test
    void both_forms_of_one_event_are_the_same_event() {
        CloudEvent event = anEvent();

        post(event, MessageWriter::writeBinary);
        Answer again = post(event, (writer, sent) -> writer.writeStructured(sent, JsonFormat.CONTENT_TYPE));

        assertThat(again.statuses()).containsExactly("duplicate");
    }

    @Test
    void a_batch_of_what_the_sdk_serialises_is_accepted() {
        String events = serialised(anEvent()) + "," + serialised(anEvent());

        Answer answer = app.post(IntakeClient.BATCH, "[" + events + "]");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.statuses()).containsExactly("accepted", "accepted");
    }

    private Answer post(CloudEvent event, BiConsumer<MessageWriter<?, Void>, CloudEvent> mode) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        AtomicReference<Answer> answer = new AtomicReference<>();
        mode.accept(HttpMessageFactory.createWriter(headers::put, body -> answer.set(send(headers, body))), event);
        return answer.get();
    }

    private Answer send(Map<String, String> headers, byte[] body) {
        List<String> others = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                others.addAll(List.of(name, value));
            }
        });
        return app.post(headers.get("Content-Type"), body, others.toArray(String[]::new));
    }

    private void assertStored(Answer answer, CloudEvent event) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        ConsumerRecord<String, byte[]> stored = Topic.read(
                servers, "household-events.v1", answer.item(0).get("receipt").asText());
        assertThat(stored.key()).isEqualTo(event.getSubject());
        assertThat(new String(stored.value(), StandardCharsets.UTF_8))
                .isEqualTo(new String(event.getData().toBytes(), StandardCharsets.UTF_8));
        assertThat(Topic.headers(stored))
                .containsEntry("ce_id", event.getId())
                .containsEntry("ce_source", "/devices/sdk-1")
                .containsEntry("ce_countycode", "513429")
                .containsEntry("ce_sequence", "17")
                .containsEntry("ce_app", "4.2");
        assertThat(OffsetDateTime.parse(Topic.headers(stored).get("ce_time"))).isEqualTo(event.getTime());
    }

    private static String serialised(CloudEvent event) {
        byte[] json = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .serialize(event);
        return new String(json, StandardCharsets.UTF_8);
    }

    private static CloudEvent anEvent() {
        return CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("/devices/sdk-1"))
                .withType("countywatch.household.status-changed.v1")
                .withSubject("hh-513429-000117")
                .withTime(OffsetDateTime.parse("2020-05-27T16:20:00+08:00"))
                .withExtension("countycode", "513429")
                .withExtension("sequence", "17")
                .withExtension("app", "4.2")
                .withData("application/json", "{\"status\":\"POOR\",\"persons\":4}".getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
