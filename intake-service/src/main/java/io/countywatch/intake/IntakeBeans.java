package io.countywatch.intake;

import io.countywatch.intake.campaign.Campaign;
import io.countywatch.intake.campaign.CampaignReader;
import io.countywatch.intake.event.EventChecker;
import io.quarkus.runtime.LaunchMode;
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

    /** A replay believes every client's clock, so a real service must never run one. */
    @Produces
    @Singleton
    @Startup
    ReceiptClock receiptClock(
            Clock clock,
            @ConfigProperty(name = "countywatch.clock", defaultValue = "wall") ReceiptClock.Mode mode,
            @ConfigProperty(name = "countywatch.local", defaultValue = "false") boolean local) {
        if (mode == ReceiptClock.Mode.REPLAY && !local && LaunchMode.current() == LaunchMode.NORMAL) {
            throw new IllegalStateException("countywatch.clock=replay is for the local stack only");
        }
        return new ReceiptClock(mode, clock);
    }
}
