package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.handling.Handling;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.startup.Json;
import io.countywatch.local.infrastructure.Project;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A step of escalation is told like a transition. */
class EscalationTest {

    private static final String BUTUO = "county-silent:513429:";

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final Tick tick = new Tick(china, RulesReader.packaged());
    private final Map<String, StoredAlert> alerts = new HashMap<>();
    private final List<JsonNode> told = new ArrayList<>();
    private LocalDate day = LocalDate.of(2020, 5, 20);

    @Test
    void a_step_is_a_transition_with_a_number_of_its_own() {
        silentDays(9);

        assertThat(told)
                .extracting(event -> event.at("/data/transition").asText() + " "
                        + event.at("/data/escalation").asText())
                .containsExactly("pending null", "raised county", "escalated prefecture");
        assertThat(told)
                .extracting(event -> event.get("id").asText())
                .containsExactly(BUTUO + "#1", BUTUO + "#2", BUTUO + "#3");
        JsonNode step = told.get(2).get("data");
        assertThat(step.get("previousState").asText()).isEqualTo("FIRING");
        assertThat(step.get("state").asText()).isEqualTo("FIRING");
        assertThat(step.get("revised").asBoolean()).isFalse();
    }

    @Test
    void it_is_told_once_however_often_its_day_is_evaluated() {
        silentDays(9);
        day = day.minusDays(1);
        silentDays(1);

        assertThat(told).hasSize(3);
        assertThat(alerts.get(BUTUO).alert().sequence()).isEqualTo(3);
    }

    private void silentDays(int days) {
        for (int i = 0; i < days; i++) {
            day = day.plusDays(1);
            Map<String, SnapshotRecord> counties = new HashMap<>();
            for (Unit county : china.units().of(Level.COUNTY)) {
                CountySnapshot snapshot = CountySnapshot.onPlan(china, county, day);
                boolean silent = county.code().equals("513429");
                String json = (silent ? snapshot.lastReportAt("2020-05-01T00:00:00Z") : snapshot).json();
                counties.put(county.code(), Json.read(json, SnapshotRecord.class));
            }
            Instant now = day.atTime(16, 0).toInstant(ZoneOffset.UTC);
            Tick.Result result = tick.day(
                    day,
                    new Tick.Figures(counties, VillageParts.NONE, Map.of(), List.of()),
                    new HashMap<>(),
                    new Tick.Known(Map.copyOf(alerts), Handling.NONE, Map.of()),
                    now);
            result.alerts()
                    .forEach(row -> alerts.put(
                            row.alert().id().toString(), new StoredAlert(row.alert(), row.revision(), row.beside())));
            result.outgoing().stream()
                    .filter(row ->
                            row.sink().equals(Outgoing.ALERTS) && row.alert().equals(BUTUO))
                    .forEach(row -> told.add(Json.tree(row.payload())));
        }
    }
}
