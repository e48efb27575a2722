package io.countywatch.local.simulator;

import io.countywatch.local.infrastructure.Project;
import java.nio.file.Path;

/** The reference campaign of the checkout. */
final class TestCampaign {

    static final Path FOLDER = Project.root().resolve("deploy/campaigns/china-2020");

    private TestCampaign() {}

    static Campaign china() {
        return CampaignReader.read(FOLDER);
    }
}
