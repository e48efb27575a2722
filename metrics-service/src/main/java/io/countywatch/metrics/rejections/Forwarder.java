package io.countywatch.metrics.rejections;

import io.countywatch.metrics.MetricsConfig;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sends an item to intake as its caller would: intake decides anew, by the caller's own token. */
@Singleton
class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final URI events;

    Forwarder(MetricsConfig config) {
        events = URI.create(config.intake().url().toString().replaceAll("/+$", "") + "/v1/events");
    }

    /** @return also of no answer: then it is not known whether intake took it, and asking again does no harm */
    Outcome forward(byte[] item, String token) {
        HttpRequest request = HttpRequest.newBuilder(events)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofByteArray(item))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            // What stands in between answers too; only intake signs its answers so.
            boolean fromIntake = answer.headers().firstValue("Intake-Version").isPresent();
            return Outcome.of(answer.statusCode(), fromIntake, answer.body());
        } catch (IOException e) {
            LOG.warnf("intake does not answer: cause=%s", e.getClass().getSimpleName());
            return Outcome.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNKNOWN;
        }
    }
}
