package io.countywatch.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of routes and receivers that people copy. That its tests pass is held by RuleFilesTest. */
class ExampleRulesTest {

    private static final Path REFERENCE = Project.root().resolve("deploy/campaigns/china-2020");

    @TempDir
    Path folder;

    @Test
    void it_can_be_copied_as_it_is() throws IOException {
        Files.copy(REFERENCE.resolve("rules.example.yaml"), folder.resolve("rules.yaml"));

        RuleSet rules = RulesReader.read(folder, CampaignReader.read(REFERENCE));

        assertThat(rules.routes()).hasSize(6);
        assertThat(rules.receivers())
                .extracting(RuleSet.Receiver::name)
                .containsExactly("leading-group", "guangxi", "operations", "alertmanager");
    }
}
