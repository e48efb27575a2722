package io.countywatch.alert.notification;

import java.time.Duration;

/**
 * How long a group's news wait, by the wall clock.
 *
 * @param groupWait after the first news of a group of which nothing fires yet: others of the same cause may follow
 * @param interval at least between two notifications of a group
 * @param repeat after which a group that has no news is told again
 * @param keepsAlive whether the receiver forgets what it is not told again: then nothing keeps a repetition back
 */
public record Timing(Duration groupWait, Duration interval, Duration repeat, boolean keepsAlive) {}
