package io.countywatch.metrics.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignLoaderTest {

    private static final String YAML =
            """
            id: small
            name: {en: Small}
            timeZone: Asia/Shanghai
            start: 2020-01-01
            end: 2020-12-31
            cadenceDays: {default: 7}
            measures:
              - {id: status, family: status, unit: persons, scope: [POOR], done: [LIFTED], name: {en: Status}}
            """;
    private static final String UNITS =
            "code,level,parent,name,name_zh,previous_code,people,special,announced_exit\n513429,county,5134,Butuo,x,,1,,\n";

    @TempDir
    Path folder;

    @Test
    void the_reference_campaign_is_read() {
        Campaign china = CampaignLoader.load(Project.root().resolve("deploy/campaigns/china-2020"));

        assertThat(china.timeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(china.start()).isEqualTo(LocalDate.of(2020, 1, 1));
        assertThat(china.units(Level.COUNTY)).hasSize(52);
        assertThat(china.units(Level.PROVINCE)).hasSize(7);
        assertThat(china.isCounty("513429")).isTrue();
        assertThat(china.isCounty("51")).isFalse();
        assertThat(china.isProgramme("village-road")).isTrue();
        assertThat(china.isProgramme("status")).isFalse();
        assertThat(china.cadence().defaultDays()).isEqualTo(7);
        assertThat(china.cadence().measures()).containsEntry("inspection", 15);
    }

    @Test
    void another_campaign_is_read_the_same() throws IOException {
        Campaign small = load(YAML, UNITS);

        assertThat(small.measures()).containsOnlyKeys("status");
        assertThat(small.unit("513429").parent()).isEqualTo("5134");
    }

    @Test
    void an_unknown_key_is_refused_with_file_and_key() {
        assertThatThrownBy(() -> load(YAML + "colour: red\n", UNITS))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("campaign.yaml")
                .hasMessageContaining("colour");
        assertThatThrownBy(() -> load(YAML.replace("unit: persons", "unit: persons, colour: red"), UNITS))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void what_is_missing_or_wrong_is_refused_with_its_file() {
        assertThatThrownBy(() -> CampaignLoader.load(folder.resolve("nowhere")))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("campaign.yaml");
        assertThatThrownBy(() -> load(YAML.replace("Asia/Shanghai", "Asia/Nowhere"), UNITS))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("campaign.yaml");
        assertThatThrownBy(() -> load(YAML.replaceAll("(?s)measures:.*", ""), UNITS))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("measures");
        assertThatThrownBy(() -> load(YAML, UNITS.replace("county,", "shire,")))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("units.csv");
        assertThatThrownBy(() -> load(YAML, UNITS.replace("parent", "above")))
                .isInstanceOf(CampaignException.class)
                .hasMessageContaining("units.csv");
    }

    private Campaign load(String yaml, String units) throws IOException {
        Files.writeString(folder.resolve("campaign.yaml"), yaml);
        Files.writeString(folder.resolve("units.csv"), units);
        return CampaignLoader.load(folder);
    }
}
