package io.countywatch.metrics;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

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

    /** Returns when everything that the log has is in the figures. */
    public static void everythingIsIn() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("household-events.v1").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                if (end > 0) {
                    as("*").queryParam("after", partition.partition() + ":" + (end - 1))
                            .queryParam("wait", "30s")
                            .get("/v1/national")
                            .then()
                            .statusCode(200);
                }
            });
        }
    }
}
