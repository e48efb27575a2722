package io.countywatch.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.local.simulator.Pace;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets a simulated day begin when metrics-service has published the day before the last: so every day is published and
 * evaluated once, and sending and applying overlap. After the load a day also takes some seconds.
 */
final class CampaignClock implements Pace {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

    private final ServiceClient metrics;
    private final LocalDate firstDay;
    private final LocalDate fullSpeedUntil;
    private final Duration day;

    /** @param firstDay before which nothing can have been published */
    CampaignClock(ServiceClient metrics, LocalDate firstDay, LocalDate fullSpeedUntil, Duration day) {
        this.metrics = metrics;
        this.firstDay = firstDay;
        this.fullSpeedUntil = fullSpeedUntil;
        this.day = day;
    }

    @Override
    public void beforeDay(LocalDate next) throws InterruptedException {
        if (next.isAfter(fullSpeedUntil)) {
            TimeUnit.MILLISECONDS.sleep(day.toMillis());
        }
        LocalDate published = next.minusDays(2);
        while (!published.isBefore(firstDay) && isBefore(effectiveThrough(), published)) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private static boolean isBefore(Optional<LocalDate> day, LocalDate other) {
        return day.isEmpty() || day.get().isBefore(other);
    }

    /** The last complete day that metrics-service has published; none before the first. */
    Optional<LocalDate> effectiveThrough() throws InterruptedException {
        return freshness()
                .map(f -> f.path("effectiveThrough"))
                .filter(JsonNode::isTextual)
                .map(text -> LocalDate.parse(text.asText()));
    }

    /** Waits until every accepted event is in the figures. @return false if that took longer than {@code atMost} */
    boolean awaitNoLag(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        int still = 0;
        while (System.nanoTime() < deadline) {
            // The lag may be a second old: ask until it has been none for longer than that.
            boolean none = freshness().filter(f -> f.path("lag").asLong(1) == 0).isPresent();
            still = none ? still + 1 : 0;
            if (still == 5) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return false;
    }

    private Optional<JsonNode> freshness() throws InterruptedException {
        return metrics.get("/v1/counties?limit=1")
                .map(page -> page.path("items").path(0).path("freshness"));
    }
}
