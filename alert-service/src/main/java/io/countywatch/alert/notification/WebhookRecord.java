package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** The body of a webhook, as Alertmanager sends it in its version 4. Field names and their order are its. */
public record WebhookRecord(
        String receiver,
        String status,
        List<Alert> alerts,
        SortedMap<String, String> groupLabels,
        SortedMap<String, String> commonLabels,
        SortedMap<String, String> commonAnnotations,
        String externalURL,
        String version,
        String groupKey,
        int truncatedAlerts) {

    private static final String VERSION = "4";
    /** Alertmanager's way to say that there is no end yet: the zero time of Go. */
    private static final Instant NO_END = Instant.parse("0001-01-01T00:00:00Z");

    /** One alert of the group. */
    public record Alert(
            String status,
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            String generatorURL,
            String fingerprint) {}

    /** @param externalUrl where this service is found from outside, without a slash at its end */
    public static WebhookRecord of(Notification notification, String externalUrl) {
        List<Notification.Item> items = notification.items();
        return new WebhookRecord(
                notification.receiver(),
                status(notification.firing()),
                items.stream().map(item -> alert(item, externalUrl)).toList(),
                notification.groupLabels(),
                Labels.common(items.stream().map(item -> item.alert().labels()).toList()),
                Labels.common(
                        items.stream().map(item -> item.alert().annotations()).toList()),
                externalUrl,
                VERSION,
                notification.groupKey(),
                notification.truncated());
    }

    private static Alert alert(Notification.Item item, String externalUrl) {
        Current alert = item.alert();
        return new Alert(
                status(item.firing()),
                alert.labels(),
                alert.annotations(),
                alert.startsAt(),
                item.firing() ? NO_END : alert.endsAt(),
                generator(externalUrl, alert),
                item.fingerprint());
    }

    /** Why it fires, or does not any more. */
    static String generator(String externalUrl, Current alert) {
        return externalUrl + "/v1/alerts/" + alert.alert() + "/explain";
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }
}
