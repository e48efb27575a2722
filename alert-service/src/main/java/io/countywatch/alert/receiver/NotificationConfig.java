package io.countywatch.alert.receiver;

import io.countywatch.alert.notification.Routing;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How receivers are told, prefix {@code countywatch.notification}. What a route says itself goes before. */
@ConfigMapping(prefix = "countywatch.notification")
public interface NotificationConfig {

    /** Where this service is found from outside: links in messages begin so. Without a slash at its end. */
    @WithDefault("http://localhost:8083")
    String externalUrl();

    /** How often to look for something to tell. */
    @WithDefault("200ms")
    Duration poll();

    /** How often to compare everything although nothing seems to have changed. */
    @WithDefault("10s")
    Duration heal();

    /** {@code wait} of a route that does not say it. */
    @WithDefault("30s")
    Duration groupWait();

    /** {@code interval} of a route that does not say it. */
    @WithDefault("5m")
    Duration interval();

    /** {@code repeat} of a route that does not say it. */
    @WithDefault("7d")
    Duration repeat();

    /** How long a receiver may take to answer. */
    @WithDefault("10s")
    Duration timeout();

    /** How long a group is one replica's; well above the time-out. */
    @WithDefault("1m")
    Duration claim();

    /** Wait after the first failure; it doubles with each. */
    @WithDefault("5s")
    Duration retry();

    /** Longest wait after failures. */
    @WithDefault("5m")
    Duration longestRetry();

    /** Most alerts in a message. */
    @WithDefault("100")
    int maxAlerts();

    /** About how many bytes a message holds at most. */
    @WithDefault("262144")
    int maxBytes();

    /** Most messages that are under way at once, of one receiver and of all. */
    @WithDefault("4")
    int perReceiver();

    @WithDefault("32")
    int atOnce();

    /** How long the log of messages is kept. */
    @WithDefault("400d")
    Duration keep();

    Alertmanager alertmanager();

    /** What routes do that do not say otherwise. */
    default Routing.Defaults defaults() {
        return new Routing.Defaults(
                groupWait(), interval(), repeat(), alertmanager().resend());
    }

    /** Alertmanagers as receivers. */
    interface Alertmanager {

        /** How often what fires is told again; below its {@code resolve_timeout}. */
        @WithDefault("1m")
        Duration resend();

        /** How long it believes that an alert fires when it is not told again. */
        @WithDefault("24h")
        Duration hold();
    }
}
