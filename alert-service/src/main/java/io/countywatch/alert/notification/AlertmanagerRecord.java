package io.countywatch.alert.notification;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * An alert as Alertmanager's {@code POST /api/v2/alerts} takes it.
 *
 * @param endsAt when it ended; of one that fires, when it is to be forgotten if nobody tells it again
 */
public record AlertmanagerRecord(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        String generatorURL) {

    /** @param until how long what fires is to be believed */
    public static List<AlertmanagerRecord> of(Notification notification, String externalUrl, Instant until) {
        return notification.items().stream()
                .map(item -> new AlertmanagerRecord(
                        item.alert().labels(),
                        item.alert().annotations(),
                        item.alert().startsAt(),
                        item.firing() ? until : item.alert().endsAt(),
                        WebhookRecord.generator(externalUrl, item.alert())))
                .toList();
    }
}
