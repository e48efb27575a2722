package io.countywatch.alert.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {

    private static final Path CHINA = Project.root().resolve("deploy/campaigns/china-2020");

    @Test
    void the_reference_campaign_is_read_whole() {
        Campaign china = CampaignReader.read(CHINA);

        assertThat(china.units().of(Level.COUNTY)).hasSize(52);
        assertThat(china.units().of(Level.PROVINCE)).hasSize(7);
        assertThat(china.units().countiesIn("51")).hasSize(7).contains("513429");
        assertThat(china.units().countiesIn("CN")).hasSize(52);
        assertThat(china.units().provinceOf("513429").map(Unit::code)).contains("51");
        assertThat(china.plans()).extracting(Plan::id).contains("sichuan-resettlement", "china-status");
        assertThat(china.gMinFactor(china.units().get("450225"))).isEqualTo(0.5);
        assertThat(china.measure("resettlement").noun()).isEqualTo("households");
    }

    @Test
    void no_unit_has_two_plans_for_one_measure() {
        Campaign china = CampaignReader.read(CHINA);
        for (Level level : Level.values()) {
            for (Unit unit : china.units().of(level)) {
                assertThat(china.plans().stream()
                                .filter(plan -> plan.assesses(unit))
                                .map(Plan::measure))
                        .as(unit.code())
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void a_later_version_is_in_force_from_its_approval_on() {
        Plan network = CampaignReader.read(CHINA).plans().stream()
                .filter(plan -> plan.id().equals("gansu-village-network"))
                .findFirst()
                .orElseThrow();

        assertThat(network.inForce(LocalDate.of(2020, 4, 9)).version()).isEqualTo(1);
        assertThat(network.inForce(LocalDate.of(2020, 4, 10)).version()).isEqualTo(2);
        assertThat(network.first().version()).isEqualTo(1);
    }

    @Test
    void unknown_keys_are_refused_with_file_line_and_key(@TempDir Path folder) throws IOException {
        Files.copy(CHINA.resolve("units.csv"), folder.resolve("units.csv"));
        String yaml = Files.readString(CHINA.resolve("campaign.yaml"));
        Files.writeString(
                folder.resolve("campaign.yaml"), yaml.replaceFirst("    mandatory: true", "    mandatry: true"));

        assertThatThrownBy(() -> CampaignReader.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("campaign.yaml:")
                .hasMessageContaining("plans[0].mandatry")
                .hasMessageContaining("unknown key");
    }

    @Test
    void a_missing_folder_is_one_clear_sentence() {
        assertThatThrownBy(() -> CampaignReader.read(Path.of("nowhere")))
                .hasMessageContaining("countywatch.campaign.dir must name a campaign folder");
    }
}
