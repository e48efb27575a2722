package io.countywatch.intake;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the campaign is. */
@ConfigMapping(prefix = "countywatch.campaign")
public interface CampaignConfig {

    /** Folder with {@code units.csv} and {@code campaign.yaml}. */
    Path dir();
}
