package io.countywatch.alert.evaluation;

import io.countywatch.alert.TestServers;
import io.countywatch.local.infrastructure.Project;
import java.util.Map;

/** The servers, with the reference campaign as it is: its own rules select {@code pooled-paces}. */
public final class CalibratedServers extends TestServers {

    @Override
    protected Map<String, String> more() {
        return Map.of(
                "countywatch.campaign.dir",
                Project.root().resolve("deploy/campaigns/china-2020").toString());
    }
}
