package io.countywatch.alert.startup;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The campaign, its rules and the clock, read once at start. */
class CampaignProducer {

    @Produces
    @Singleton
    Campaign campaign(AlertConfig config) {
        return CampaignReader.read(config.campaign().dir());
    }

    @Produces
    @Singleton
    RuleSet rules(AlertConfig config, Campaign campaign) {
        return RulesReader.read(config.campaign().dir(), campaign);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
