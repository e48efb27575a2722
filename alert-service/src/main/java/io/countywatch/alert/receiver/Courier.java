package io.countywatch.alert.receiver;

import io.countywatch.alert.notification.AlertmanagerRecord;
import io.countywatch.alert.notification.Notification;
import io.countywatch.alert.notification.WebhookRecord;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.startup.Json;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/** Posts messages. It follows no redirection, waits no longer than it may and reads no answer but its status. */
final class Courier {

    private static final int ALERTS_A_POST = 200;
    private static final String ALERTS_PATH = "/api/v2/alerts";

    private final NotificationConfig config;
    private final Clock clock;
    private final Function<Notification, Span> traces;
    private final HttpClient http;

    /** @param traces begins the span of a message, or gives one that records nothing */
    Courier(NotificationConfig config, Clock clock, Function<Notification, Span> traces) {
        this.config = config;
        this.clock = clock;
        this.traces = traces;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout().dividedBy(2))
                .build();
    }

    /**
     * Never fails: what goes wrong is an outcome.
     *
     * @param deadline after which nothing is posted any more, by the clock of {@link System#nanoTime}: somebody else may
     *     have the group soon after it
     */
    CompletableFuture<Outcome> send(RuleSet.Receiver receiver, Notification notification, long deadline) {
        Span span = traces.apply(notification);
        try {
            CompletableFuture<Outcome> outcome = receiver.webhook() == null
                    ? alerts(receiver.alertmanager(), notification, span, deadline)
                    : webhook(receiver.webhook(), notification, span);
            return outcome.whenComplete((done, failure) -> span.end());
        } catch (Secrets.Unusable e) {
            return CompletableFuture.completedFuture(Outcome.refused(e.getMessage()));
        }
    }

    private CompletableFuture<Outcome> webhook(RuleSet.Webhook webhook, Notification notification, Span span) {
        String body = Json.write(WebhookRecord.of(notification, config.externalUrl()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webhook.url()));
        if (webhook.secretFile() != null) {
            long timestamp = clock.instant().getEpochSecond();
            request.header(Signature.TIMESTAMP, Long.toString(timestamp));
            request.header(Signature.HEADER, Signature.of(Secrets.read(webhook.secretFile()), timestamp, body));
        }
        return post(traced(request, span), notification.id(), body);
    }

    /** In parts, one after the other; the first that fails decides. A part that came twice changes nothing there. */
    private CompletableFuture<Outcome> alerts(
            RuleSet.Alertmanager alertmanager, Notification notification, Span span, long deadline) {
        Instant until = clock.instant().plus(config.alertmanager().hold());
        List<AlertmanagerRecord> all = AlertmanagerRecord.of(notification, config.externalUrl(), until);
        URI uri = URI.create(alertmanager.url().replaceAll("/+$", "") + ALERTS_PATH);
        CompletableFuture<Outcome> outcome = CompletableFuture.completedFuture(Outcome.ACKNOWLEDGED);
        for (int from = 0; from < all.size(); from += ALERTS_A_POST) {
            String body = Json.write(all.subList(from, Math.min(all.size(), from + ALERTS_A_POST)));
            boolean first = from == 0;
            outcome = outcome.thenCompose(before -> {
                if (before.kind() != Outcome.Kind.ACKNOWLEDGED) {
                    return CompletableFuture.completedFuture(before);
                }
                if (!first && System.nanoTime() - deadline > 0) {
                    // An old part must not make fire again what another replica has told to have ended.
                    return CompletableFuture.completedFuture(Outcome.unknown("claim too old"));
                }
                return post(traced(HttpRequest.newBuilder(uri), span), notification.id(), body)
                        .thenApply(answer -> first ? answer : partly(answer));
            });
        }
        return outcome;
    }

    private static HttpRequest.Builder traced(HttpRequest.Builder request, Span span) {
        return span.isRecording() ? request.header(Traces.HEADER, Traces.parent(span)) : request;
    }

    /** Where an earlier part arrived, nobody can say any more that nothing did. */
    private static Outcome partly(Outcome answer) {
        return answer.kind() == Outcome.Kind.REFUSED
                ? new Outcome(Outcome.Kind.UNKNOWN, answer.detail(), answer.retryAfter())
                : answer;
    }

    private CompletableFuture<Outcome> post(HttpRequest.Builder request, String id, String body) {
        HttpRequest post = request.header("Content-Type", "application/json")
                .header("User-Agent", "countywatch-alert-service")
                .header("Idempotency-Key", id)
                .timeout(config.timeout())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(post, head -> new Discard());
        // The request's own time-out ends with the head of the answer; this one also covers a body that never ends.
        return answer.copy()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    answer.cancel(true);
                    return failure == null
                            ? Outcome.of(response.statusCode(), retryAfter(response))
                            : failed(failure instanceof CompletionException ? failure.getCause() : failure);
                });
    }

    /** What never reached the receiver is told from what may have. */
    private static Outcome failed(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        boolean never = failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof UnresolvedAddressException
                || failure instanceof SSLHandshakeException;
        return never ? Outcome.refused(kind) : Outcome.unknown(kind);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }
}
