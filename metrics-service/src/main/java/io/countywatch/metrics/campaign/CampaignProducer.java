package io.countywatch.metrics.campaign;

import io.countywatch.metrics.MetricsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The campaign of this process, from {@code countywatch.campaign.dir}. */
@ApplicationScoped
class CampaignProducer {

    @Produces
    @Singleton
    Campaign campaign(MetricsConfig config) {
        return CampaignLoader.load(config.campaign().dir());
    }
}
