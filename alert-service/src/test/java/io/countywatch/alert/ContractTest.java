package io.countywatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our records against the files that the services share. */
class ContractTest {

    private static final Path CONTRACTS = Project.root().resolve("deploy/contracts");

    @Test
    void every_example_of_county_figures_is_read() throws IOException {
        for (Path example : examples("county-metrics.v1")) {
            SnapshotRecord snapshot = Json.read(Files.readString(example), SnapshotRecord.class);

            assertThat(snapshot.county()).as(example.toString()).matches("[0-9]{6}");
            assertThat(snapshot.revision()).isPositive();
            assertThat(snapshot.snapshotName()).isNotBlank();
        }
    }

    @Test
    void every_example_of_village_figures_is_read() throws IOException {
        Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
        for (Path example : examples("village-metrics.v1")) {
            VillageRecord value = Json.read(Files.readString(example), VillageRecord.class);

            assertThat(china.units().get(value.village()).parent()).isEqualTo(value.county());
            assertThat(VillageFigures.of(value, china.measures())
                            .measure("status")
                            .scope())
                    .isPositive();
        }
    }

    @Test
    void a_day_before_that_late_data_have_restated_is_read_from_the_example_and_absent_where_none_was()
            throws IOException {
        Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
        Path folder = CONTRACTS.resolve("examples/village-metrics.v1");

        VillageFigures restated = VillageFigures.of(
                Json.read(Files.readString(folder.resolve("late-data-for-the-day-before.json")), VillageRecord.class),
                china.measures());
        VillageFigures plain = VillageFigures.of(
                Json.read(Files.readString(folder.resolve("village-of-butuo.json")), VillageRecord.class),
                china.measures());

        assertThat(restated.previous()).extracting(VillageFigures::day).containsExactly(LocalDate.of(2020, 5, 28));
        assertThat(restated.previous().get(0).measure("status").done()).isEqualTo(244);
        assertThat(restated.previous().get(0).revision()).isEqualTo(restated.revision());
        assertThat(plain.previous()).isEmpty();
        assertThat(Json.write(plain)).doesNotContain("previous");
        assertThat(Json.read(Json.write(restated), VillageFigures.class)).isEqualTo(restated);
    }

    @Test
    void the_village_figures_that_our_tests_publish_are_those_of_the_contract() throws IOException {
        Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));

        String json = new VillageSnapshot("513429-003", LocalDate.of(2020, 5, 27))
                .of(china.measure("resettlement"), 12, 9)
                .previous(new VillageSnapshot("513429-003", LocalDate.of(2020, 5, 26))
                        .of(china.measure("resettlement"), 12, 8))
                .json();

        assertThat(schema("village-metrics.v1.json").validate(json, InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void the_figures_that_our_tests_publish_are_those_of_the_contract() throws IOException {
        Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
        Schema schema = schema("county-metrics.v1.json");

        String json = CountySnapshot.onPlan(china, china.units().get("513429"), LocalDate.of(2020, 5, 27))
                .json();

        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    }

    @Test
    void the_alert_ids_of_the_examples_are_ours() throws IOException {
        for (Path example : examples("county-alert-state.v1")) {
            String id = Json.tree(Files.readString(example)).get("alert").asText();
            assertThat(AlertId.parse(id)).hasToString(id);
        }
        for (Path example : examples("county-alerts.v1")) {
            String id = Json.tree(Files.readString(example)).get("subject").asText();
            assertThat(AlertId.parse(id)).hasToString(id);
        }
    }

    private static Schema schema(String file) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(CONTRACTS.resolve("schemas").resolve(file)));
    }

    private static List<Path> examples(String topic) throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("examples").resolve(topic))) {
            return files.sorted().toList();
        }
    }
}
