package io.countywatch.local.simulator;

import java.time.LocalDate;

/** Decides when the next simulated day may begin. */
@FunctionalInterface
public interface Pace {

    /** As fast as it goes. */
    Pace FULL_SPEED = day -> {};

    /** Returns when the simulator may send what the field sends on {@code day} (a day of the campaign's time zone). */
    void beforeDay(LocalDate day) throws InterruptedException;
}
