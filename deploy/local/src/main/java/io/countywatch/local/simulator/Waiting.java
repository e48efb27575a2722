package io.countywatch.local.simulator;

import java.time.Duration;

/** Waits; a test only notes it. */
@FunctionalInterface
interface Waiting {

    void sleep(Duration duration) throws InterruptedException;
}
