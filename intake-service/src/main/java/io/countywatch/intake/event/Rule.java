package io.countywatch.intake.event;

import io.countywatch.intake.campaign.Campaign;

/** One named check of a whole event; adds what it finds and never stops the others. */
@FunctionalInterface
interface Rule {

    /** @param type the event's type, or {@code null} when it is not a known one */
    void check(RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings);
}
