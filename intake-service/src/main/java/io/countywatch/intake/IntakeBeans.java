package io.countywatch.intake;

import io.countywatch.intake.campaign.Campaign;
import io.countywatch.intake.campaign.CampaignReader;
import io.countywatch.intake.event.EventChecker;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the pure parts together. */
class IntakeBeans {

    @Produces
    @Singleton
    @Startup
    Campaign campaign(CampaignConfig config) {
        return CampaignReader.read(config.dir());
    }

    @Produces
    @Singleton
    EventChecker checker(Campaign campaign, IntakeConfig config) {
        return new EventChecker(
                campaign, config.limits().eventBytes(), config.limits().nesting());
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** A replay believes every client's clock: the guard keeps it to the local stack. */
    @Produces
    @Singleton
    @Startup
    ReceiptClock receiptClock(
            Clock clock, @ConfigProperty(name = "countywatch.clock", defaultValue = "wall") ReceiptClock.Mode mode) {
        return new ReceiptClock(mode, clock);
    }
}
