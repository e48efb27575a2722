package io.countywatch.metrics.reading;

import static io.countywatch.metrics.MetricsApi.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class WaitingCallersTest {

    /** More than there are threads that answer requests. */
    private static final int CALLERS = 260;

    private static final int PLACES = 64;

    @ConfigProperty(name = "countywatch.reading.most-waiting", defaultValue = "64")
    int mostWaiting;

    @Test
    void many_who_wait_for_a_receipt_keep_nobody_else_from_an_answer() {
        String receipt = FieldEvent.status("waiting-1", "POOR").county("520525").append();
        MetricsApi.county("520525", receipt);
        String next = receipt.split(":")[0] + ":" + (Long.parseLong(receipt.split(":")[1]) + 1);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        List<CompletableFuture<HttpResponse<String>>> callers = IntStream.range(0, CALLERS)
                .mapToObj(any -> client.sendAsync(
                        request("/v1/counties/520525?wait=30s&after=" + next), BodyHandlers.ofString()))
                .toList();

        assertThat(mostWaiting).isEqualTo(PLACES);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> callers.stream().filter(CompletableFuture::isDone).count() == CALLERS - PLACES);
        callers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .forEach(answer -> {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(425);
                    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                });
        long began = System.nanoTime();
        assertThat(as("*").get("/v1/counties/520525").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));

        FieldEvent.status("waiting-1", "LIFTED")
                .county("520525")
                .at("2020-01-03T08:00:00+08:00")
                .append();

        assertThat(callers.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 200))
                .as("who waited is told when it is in")
                .hasSize(PLACES)
                .allMatch(answer -> answer.body().contains("\"LIFTED\":{\"subjects\":1"));
        assertThat(as("*").get("/v1/counties/520525?wait=5s&after=" + next).statusCode())
                .as("a place is free again")
                .isEqualTo(200);
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + TestServers.TOKENS.token(
                                        "waiter", List.of("*"), List.of("metrics:read"), Duration.ofMinutes(5)))
                .build();
    }
}
