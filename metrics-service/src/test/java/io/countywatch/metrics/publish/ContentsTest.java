package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.Contracts;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.util.Lists;
import org.junit.jupiter.api.Test;

class ContentsTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final int VILLAGES =
            (int) Campaigns.CHINA.units(io.countywatch.metrics.campaign.CampaignUnit.Level.VILLAGE).stream()
                    .filter(village -> village.parent().equals(Ledger.BUTUO))
                    .count();

    private final Contents contents = new Contents(Campaigns.CHINA, MetricsConfig.Clock.REPLAY);
    private final Ledger ledger = new Ledger();

    @Test
    void a_county_without_any_event_has_a_content_too_and_all_its_villages_are_silent() {
        CountyContent content = county();

        assertThat(content.measures()).isEmpty();
        assertThat(content.windows()).isEmpty();
        assertThat(content.lastReportAt()).isNull();
        assertThat(content.villages().silent()).isEqualTo(VILLAGES);
        assertThat(content.villages().reporting()).isZero();
        assertThat(content.late().share7d()).isZero();
    }

    @Test
    void a_village_is_silent_after_twice_its_cadence_and_takes_what_remains_there_along() {
        ledger.status(MAY_28.minusDays(15), "POOR", 2, 9).report(MAY_28.minusDays(14));
        assertThat(county().villages()).isEqualTo(new CountyContent.Villages(1, VILLAGES - 1, new TreeMap<>()));

        CountyContent dayAfter = contents.county(Ledger.BUTUO, ledger.book(), MAY_28.plusDays(1));
        assertThat(dayAfter.villages().silent()).isEqualTo(VILLAGES);
        assertThat(dayAfter.villages().silentRemaining()).containsEntry("status", 9L);
    }

    @Test
    void relapses_are_those_of_ninety_days_against_who_was_lifted_before() {
        ledger.status(MAY_28.minusDays(100), "LIFTED", 200, 800)
                .status(MAY_28.minusDays(10), "LIFTED", 50, 200)
                .add(MAY_28.minusDays(95), Figure.RELAPSE, "RELAPSED", new Count(7, 0))
                .add(MAY_28.minusDays(89), Figure.RELAPSE, "RELAPSED", new Count(3, 0))
                .add(MAY_28.minusDays(90), Figure.RELAPSE, Figure.LIFTED_AGAIN, new Count(4, 0))
                .add(MAY_28.minusDays(20), Figure.RELAPSE, Figure.LIFTED_AGAIN, new Count(2, 0));

        assertThat(county().relapse()).isEqualTo(new CountyContent.Relapse(3, 200, 2));
    }

    @Test
    void the_days_before_are_told_with_what_has_come_for_them_since() {
        ledger.status(MAY_28.minusDays(2), "POOR", 2, 9).status(MAY_28, "POOR", 1, 3);
        CountyContent before = county();

        ledger.status(MAY_28.minusDays(1), "POOR", 1, 4);

        assertThat(county().previous())
                .extracting(CountyContent.Earlier::effectiveThrough)
                .containsExactly(MAY_28.minusDays(1), MAY_28.minusDays(2));
        assertThat(poor(before.previous().get(0))).isEqualTo(9);
        assertThat(poor(county().previous().get(0))).isEqualTo(13);
        assertThat(poor(county().previous().get(1))).isEqualTo(9);
        assertThat(county().previous().get(0).windows())
                .isEqualTo(contents.county(Ledger.BUTUO, ledger.book(), MAY_28.minusDays(1))
                        .windows());
    }

    @Test
    void by_the_clock_on_the_wall_the_day_is_not_over_and_three_days_before_are_told() {
        Contents wall = new Contents(Campaigns.CHINA, MetricsConfig.Clock.WALL);

        assertThat(wall.county(Ledger.BUTUO, ledger.book(), MAY_28).previous())
                .extracting(CountyContent.Earlier::effectiveThrough)
                .containsExactly(MAY_28.minusDays(1), MAY_28.minusDays(2), MAY_28.minusDays(3));
    }

    @Test
    void a_village_tells_those_days_before_that_were_restated() {
        ledger.status(MAY_28.minusDays(8), "LIFTED", 2, 9).status(MAY_28, "LIFTED", 1, 3);
        UnitBook village = ledger.book().village(Ledger.VILLAGE);

        VillageContent content = contents.village(village, MAY_28, List.of(MAY_28.minusDays(1)));

        assertThat(contents.village(village, MAY_28, List.of()).previous()).isEmpty();
        VillageContent then = contents.village(village, MAY_28.minusDays(1), List.of());
        assertThat(content.previous())
                .containsExactly(new VillageContent.Earlier(
                        then.effectiveThrough(), then.measures(), then.windows(), then.lastReportAt()));
        assertThat(then.measures().get("status").get("LIFTED")).isEqualTo(new Count(2, 9));
        assertThat(content.measures().get("status").get("LIFTED")).isEqualTo(new Count(3, 12));
    }

    private static long poor(CountyContent.Earlier day) {
        return day.measures().get("status").get("POOR").persons();
    }

    @Test
    void a_village_that_the_campaign_has_not_or_has_elsewhere_counts_in_the_county_alone() {
        ledger.in(Ledger.BUTUO, "Xinhua").status(MAY_28, "POOR", 1, 4);
        ledger.in("513428", Ledger.VILLAGE).status(MAY_28, "POOR", 1, 4);

        assertThat(ledger.book().villages()).isEmpty();
        assertThat(county().measures().get("status")).containsEntry("POOR", new Count(1, 4));
    }

    @Test
    void what_was_summed_up_for_a_later_day_cannot_be_told_for_weeks_before() {
        ledger.status(MAY_28, "POOR", 1, 4).book().forgetBefore(MAY_28);

        assertThat(ledger.book().covers(MAY_28)).isTrue();
        assertThat(ledger.book().covers(MAY_28.minusDays(7))).isTrue();
        assertThat(ledger.book().covers(MAY_28.minusDays(8))).isFalse();
    }

    @Test
    void snapshots_have_the_keys_of_the_contracts_examples_and_its_form() throws IOException {
        ledger.status(MAY_28, "POOR", 1, 4).report(MAY_28);
        CountySnapshot full = snapshot(county());
        CountySnapshot empty = snapshot(contents.county("640422", ledger.book(), MAY_28));
        VillageSnapshot ofVillage = village(List.of());
        VillageSnapshot restated = village(List.of(MAY_28.minusDays(1), MAY_28.minusDays(2)));
        QuarantineRecord poison = new QuarantineRecord(
                "household-events.v1", 3, 9, "invalid_json", "not JSON", null, null, null, null, Instant.EPOCH);

        for (CountySnapshot snapshot : List.of(full, empty)) {
            assertThat(Contracts.errors("county-metrics.v1", JSON.writeValueAsString(snapshot)))
                    .isEmpty();
        }
        for (VillageSnapshot snapshot : List.of(ofVillage, restated)) {
            assertThat(Contracts.errors("village-metrics.v1", JSON.writeValueAsString(snapshot)))
                    .isEmpty();
        }
        assertThat(Contracts.errors("household-quarantine.v1", JSON.writeValueAsString(poison)))
                .isEmpty();
        assertSameKeys("county-metrics.v1", JSON.valueToTree(full));
        assertSameKeys("village-metrics.v1", JSON.valueToTree(ofVillage), "village-of-butuo");
        assertSameKeys("village-metrics.v1", JSON.valueToTree(restated), "late-data");
        assertSameKeys("household-quarantine.v1", JSON.valueToTree(poison));
    }

    private VillageSnapshot village(List<LocalDate> restated) {
        VillageContent content = contents.village(ledger.book().village(Ledger.VILLAGE), MAY_28, restated);
        return new VillageSnapshot(Ledger.VILLAGE, Ledger.BUTUO, 7, 7, Instant.EPOCH, content);
    }

    private static void assertSameKeys(String topic, JsonNode ours) throws IOException {
        assertSameKeys(topic, ours, "");
    }

    /** @param named how the examples are called that have what may be left out just as ours has it */
    private static void assertSameKeys(String topic, JsonNode ours, String named) throws IOException {
        List<Path> examples = Contracts.examples(topic).stream()
                .filter(example -> example.getFileName().toString().startsWith(named))
                .toList();
        assertThat(examples).isNotEmpty();
        for (Path example : examples) {
            assertThat(Lists.newArrayList(JSON.readTree(example.toFile()).fieldNames()))
                    .as(example.toString())
                    .containsExactlyInAnyOrderElementsOf(Lists.newArrayList(ours.fieldNames()));
        }
    }

    private CountyContent county() {
        return contents.county(Ledger.BUTUO, ledger.book(), MAY_28);
    }

    private static CountySnapshot snapshot(CountyContent content) {
        return new CountySnapshot("513429", 1, 1, Instant.EPOCH, new TreeMap<>(), content);
    }
}
