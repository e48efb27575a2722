package io.countywatch.alert.evaluation;

import io.countywatch.alert.CampaignFolder;
import io.countywatch.alert.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The servers, with the calibrated rules of the reference campaign, which select {@code pooled-paces}. */
public final class CalibratedServers extends TestServers {

    private CampaignFolder folder;

    @Override
    protected Map<String, String> more() {
        try {
            folder = new CampaignFolder();
            folder.rulesOf("rules.calibrated.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("countywatch.campaign.dir", folder.path().toString());
    }

    @Override
    public void stop() {
        super.stop();
        folder.close();
    }
}
