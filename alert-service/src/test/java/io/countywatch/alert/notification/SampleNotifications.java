package io.countywatch.alert.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Messages for tests of other packages. */
public final class SampleNotifications {

    private SampleNotifications() {}

    public static Notification firing(String... units) {
        return of(true, Arrays.stream(units).map(Alerts::firing).toList());
    }

    public static Notification ended(String... units) {
        return of(false, Arrays.stream(units).map(Alerts::ended).toList());
    }

    public static List<String> fingerprints(String... units) {
        return Arrays.stream(units)
                .map(unit -> Alerts.firing(unit).fingerprint())
                .toList();
    }

    private static Notification of(boolean firing, List<Current> alerts) {
        List<Notification.Item> items = alerts.stream()
                .map(alert -> new Notification.Item(alert, alert.fingerprint(), firing))
                .toList();
        return new Notification("id", 0, "content", "am", "key", Labels.of(Map.of()), items, firing, 0, false);
    }
}
