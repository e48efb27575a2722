package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.CampaignFolder;
import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.VillageSnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Status;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.snapshot.VillageRecord;
import io.countywatch.alert.startup.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A second version that asks for less in all: by the first one what is missing stays missing. */
class ReplannedTargetTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final String BUTUO = "513429";
    private static final String SECOND =
            """
                  - version: 2
                    start: 2020-01-01
                    due: 2020-06-30
                    interpolation: linear
                    approvedBy: "the office"
                    approvedOn: 2020-05-01
                    reason: "Fewer households"
                    target: %d
            """;

    @Test
    void a_lower_target_hides_no_slip_in_county_province_or_village() throws IOException {
        Campaign campaign = campaign();
        long people = campaign.units().of(Level.COUNTY).stream()
                .filter(county -> county.code().startsWith("51"))
                .mapToLong(Unit::people)
                .sum();
        long share = campaign.units().get(BUTUO).people();
        Map<String, SnapshotRecord> snapshots = new HashMap<>();
        campaign.units().of(Level.COUNTY).stream()
                .filter(county -> county.code().startsWith("51"))
                .forEach(county -> snapshots.put(county.code(), moved(campaign, county, county.people() / 10)));

        List<Assessment> assessments = new DayAssessor(campaign, RulesReader.packaged())
                .assess(MAY_28, snapshots, VillageParts.NONE, Map.of());

        Assessment butuo = of(assessments, BUTUO);
        assertThat(butuo.inForce().figures().scope()).isEqualTo(Math.round(people / 10.0 * share / people));
        assertThat(butuo.status().isBehind()).as("by the second").isFalse();
        assertThat(butuo.first().figures().scope()).isEqualTo(Math.round((double) people * share / people));
        assertThat(butuo.first().status()).isEqualTo(Status.CRITICAL);
        assertThat(of(assessments, "51").first().status()).isEqualTo(Status.CRITICAL);

        Unit village = campaign.units().villagesIn(BUTUO).get(0);
        VillageFigures figures = VillageFigures.of(
                Json.read(
                        new VillageSnapshot(village.code(), MAY_28)
                                .of(campaign.measure("resettlement"), village.people() / 10, village.people() / 10)
                                .json(),
                        VillageRecord.class),
                campaign.measures());
        Assessment small = of(
                new VillageAssessor(campaign, RulesReader.packaged()).assess(village, figures, MAY_28, Map.of()),
                village.code());
        assertThat(small.first().status().isBehind()).isTrue();
    }

    private static SnapshotRecord moved(Campaign campaign, Unit county, long households) {
        String json = CountySnapshot.onPlan(campaign, county, MAY_28)
                .of(campaign.measure("resettlement"), households, households, Collections.nCopies(13, households / 20))
                .json();
        return Json.read(json, SnapshotRecord.class);
    }

    private static Assessment of(List<Assessment> assessments, String unit) {
        return assessments.stream()
                .filter(one -> one.unit().equals(unit) && one.measure().equals("resettlement"))
                .findFirst()
                .orElseThrow();
    }

    /** As many households as people by the first version, a tenth of them by the second. */
    private static Campaign campaign() throws IOException {
        try (CampaignFolder folder = new CampaignFolder()) {
            Path file = folder.path().resolve("campaign.yaml");
            String text = Files.readString(file);
            long people = CampaignReader.read(folder.path()).units().of(Level.COUNTY).stream()
                    .filter(county -> county.code().startsWith("51"))
                    .mapToLong(Unit::people)
                    .sum();
            int reason = text.indexOf("reason:", text.indexOf("- id: sichuan-resettlement"));
            int end = text.indexOf('\n', reason) + 1;
            Files.writeString(
                    file,
                    text.substring(0, end) + "        target: " + people + "\n"
                            + SECOND.formatted(people / 10).replaceAll("(?m)^ {6}", "      ") + text.substring(end));
            return CampaignReader.read(folder.path());
        }
    }
}
