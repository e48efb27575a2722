package io.countywatch.intake.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.intake.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignReaderTest {

    private static final String UNITS = "code,level,parent\nCN,nation,\n513429,county,5134\n";

    @TempDir
    Path folder;

    @Test
    void the_reference_campaign_has_52_counties_and_its_programmes() {
        Campaign campaign = CampaignReader.read(Project.campaign());

        assertThat(campaign.counties()).hasSize(52).contains("513429", "622921").doesNotContain("622901");
        assertThat(campaign.programmeMeasures())
                .contains("village-road", "inspection")
                .doesNotContain("resettlement");
    }

    @Test
    void an_unknown_key_is_refused_with_file_and_key() throws IOException {
        Files.writeString(folder.resolve("units.csv"), UNITS);
        Files.writeString(folder.resolve("campaign.yaml"), "id: x\nmeasurs: []\n");

        assertThatThrownBy(() -> CampaignReader.read(folder))
                .hasMessageContaining("campaign.yaml")
                .hasMessageContaining("measurs");
    }

    @Test
    void an_unknown_key_of_a_measure_is_refused() throws IOException {
        Files.writeString(folder.resolve("units.csv"), UNITS);
        Files.writeString(folder.resolve("campaign.yaml"), "id: x\nmeasures: [{id: a, familly: status}]\n");

        assertThatThrownBy(() -> CampaignReader.read(folder)).hasMessageContaining("familly");
    }

    @Test
    void a_missing_folder_is_one_clear_sentence() {
        assertThatThrownBy(() -> CampaignReader.read(folder.resolve("none"))).hasMessageStartingWith("cannot read");
    }
}
