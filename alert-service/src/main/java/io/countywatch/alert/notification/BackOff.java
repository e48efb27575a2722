package io.countywatch.alert.notification;

import java.time.Duration;

/**
 * How long to wait after failures.
 *
 * @param first after the first one
 * @param longest after many
 */
public record BackOff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /**
     * Twice as long with every failure, and spread, so that what failed together is not tried together.
     *
     * @param failures before this one
     * @param chance 0 to 1
     * @return between half and all of the wait
     */
    public Duration after(int failures, double chance) {
        double wait = first.toMillis() * Math.pow(2, Math.min(failures, MOST_DOUBLINGS));
        double most = Math.min(wait, longest.toMillis());
        return Duration.ofMillis(Math.round(most * (0.5 + chance / 2)));
    }
}
