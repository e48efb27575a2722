package io.countywatch.metrics;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignLoader;

/** Campaigns for tests. */
public final class Campaigns {

    public static final Campaign CHINA = CampaignLoader.load(Project.root().resolve("deploy/campaigns/china-2020"));

    private Campaigns() {}
}
