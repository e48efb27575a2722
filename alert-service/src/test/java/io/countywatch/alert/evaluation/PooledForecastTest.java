package io.countywatch.alert.evaluation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.alert.CountySnapshot;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Forecast;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Peers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Rules that select pooled-paces, from published figures to what a page shows and a backtest finds. */
@QuarkusTest
@QuarkusTestResource(value = CalibratedServers.class, restrictToAnnotatedClass = true)
class PooledForecastTest extends OnStage {

    private static final String BUTUO = "513429";
    private static final String ALERT = "county-behind-schedule:513429:renovation";
    private static final long SCOPE = 1000;
    private static final long DONE = 560;
    private static final int WINDOWS = 13;
    private static final LocalDate DAY = LocalDate.of(2020, 5, 22);

    @Inject
    RuleSet rules;

    @Override
    LocalDate dayBefore() {
        return DAY.minusDays(2);
    }

    @Override
    void begin() {
        stage.play(speedingUp(), county -> county.code().equals(BUTUO));
        stage.play(speedingUp(), county -> county.code().equals(BUTUO));
    }

    @Test
    @Order(1)
    void an_assessment_has_the_probability_that_all_counties_together_say() {
        double probability = assessed().getDouble("inForce.probabilityOnTime");

        assertThat(rules.forecast()).isEqualTo(ForecastModel.POOLED_PACES);
        assertThat(probability)
                .isCloseTo(forecast(ForecastModel.POOLED_PACES, peers()).probability(), within(1e-4));
        assertThat(Math.abs(probability
                        - forecast(ForecastModel.POOLED_PACES, Peers.NONE).probability()))
                .as("alone it would say something else")
                .isGreaterThan(0.01);
        assertThat(Math.abs(probability
                        - forecast(ForecastModel.GAMMA_POISSON, Peers.NONE).probability()))
                .isGreaterThan(0.1);
    }

    @Test
    @Order(2)
    void a_backtest_foretells_as_its_rules_say() {
        double pooled = forecast(ForecastModel.POOLED_PACES, peers()).probability();
        double given = forecast(ForecastModel.GAMMA_POISSON, Peers.NONE).probability();
        String between = String.format(Locale.ROOT, "%.3f", (pooled + given) / 2);
        String under = pooled < given ? "pooled-paces" : "gamma-poisson";
        String over = pooled < given ? "gamma-poisson" : "pooled-paces";

        assertThat(raised(under, between)).contains("raised");
        assertThat(raised(over, between)).isEmpty();
        assertThat(raised(null, between))
                .as("without a word of it the design's")
                .isEqualTo(raised("gamma-poisson", between));
    }

    @Test
    @Order(3)
    void a_backtest_of_the_rules_in_force_finds_what_was_told() {
        JsonPath report = backtest(null);

        assertThat(report.getString("ruleSetHash")).isEqualTo(rules.hash());
        assertThat(report.getList("transitions.findAll { it.alert == '" + ALERT + "' }.transition"))
                .isEqualTo(stage.reader("/v1/alerts/" + ALERT + "/history").getList("transitions.transition"))
                .isNotEmpty();
    }

    @Test
    @Order(4)
    void the_fan_of_the_page_is_the_forecast_that_was_assessed_now_and_as_of_a_past_day() {
        fan(stage.reader("/v1/units/" + BUTUO + "/outlook"));
        stage.playOnPlan();
        fan(stage.reader("/v1/units/" + BUTUO + "/outlook?asOf=" + stage.day.minusDays(1)));
        stage.day = stage.day.minusDays(1);
    }

    private void fan(JsonPath outlook) {
        String of = "plans.find { it.plan == 'sichuan-renovation' }.fan.points";
        Forecast forecast = forecast(ForecastModel.POOLED_PACES, peers());
        List<String> days = outlook.getList(of + ".day");

        assertThat(days).hasSizeGreaterThan(10).startsWith(DAY.toString());
        for (int i = 0; i < days.size(); i++) {
            int ahead = (int) ChronoUnit.DAYS.between(DAY, LocalDate.parse(days.get(i)));
            List<Integer> done = outlook.getList(of + "[" + i + "].done");
            assertThat(done)
                    .as(days.get(i))
                    .containsExactlyElementsOf(IntStream.of(95, 75, 50, 25, 5)
                            .mapToObj(sure -> (int) Math.min(SCOPE, DONE + gain(forecast, sure / 100.0, ahead)))
                            .toList());
        }
    }

    private static long gain(Forecast forecast, double probability, int ahead) {
        return ahead == 0 ? 0 : Math.round(forecast.gainWithin(probability, ahead));
    }

    private List<String> raised(String forecast, String below) {
        String text =
                """
                rules:
                  - id: county-behind-schedule
                    severity: { warning: { probabilityOnTime: "< %s" } }
                    raise: { evaluations: 1 }
                    clear: { evaluations: 1 }
                """
                        .formatted(below);
        return backtest(forecast == null ? text : "forecast: " + forecast + "\n" + text)
                .getList("transitions.findAll { it.alert == '" + ALERT + "' }.transition");
    }

    private JsonPath backtest(String text) {
        Map<String, Object> wanted =
                Map.of("from", DAY.minusDays(1).toString(), "to", DAY.toString(), "units", List.of(BUTUO));
        Map<String, Object> body = new HashMap<>(wanted);
        if (text != null) {
            body.put("rules", text);
        }
        return given().auth()
                .oauth2(Tokens.reader("*"))
                .contentType(ContentType.JSON)
                .body(body)
                .when()
                .post("/v1/backtests")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath assessed() {
        return stage.reader("/v1/units/" + BUTUO + "/assessments")
                .setRootPath("assessments.find { it.plan == 'sichuan-renovation' }");
    }

    /** Renovates from half of the planned pace to one and a half times. */
    private UnaryOperator<CountySnapshot> speedingUp() {
        return snapshot -> snapshot.of(campaign.measure("renovation"), SCOPE, DONE, windows());
    }

    private List<Long> windows() {
        PlanVersion version = plan().inForce(DAY);
        int at = version.actualTime(DAY);
        return IntStream.range(0, WINDOWS)
                .mapToObj(i -> {
                    int end = at - 7 * (WINDOWS - 1 - i);
                    return Math.round(SCOPE * (version.planned(end) - version.planned(end - 7)) * (0.5 + i / 12.0));
                })
                .toList();
    }

    private Plan plan() {
        return campaign.plans().stream()
                .filter(one -> one.id().equals("sichuan-renovation"))
                .findFirst()
                .orElseThrow();
    }

    /** What the test published of all counties that have the plan. */
    private Peers peers() {
        return Peers.of(
                DAY,
                campaign.units().of(Level.COUNTY).stream()
                        .filter(plan()::assesses)
                        .map(county -> new Peers.County(plan().inForce(DAY), published(county)))
                        .toList());
    }

    private Observation published(Unit county) {
        if (county.code().equals(BUTUO)) {
            return Observation.of(SCOPE, DONE, windows());
        }
        PlanVersion version = plan().inForce(DAY);
        int at = version.actualTime(DAY);
        List<Long> onPlan = IntStream.range(0, WINDOWS)
                .mapToObj(i -> at - 7.0 * (WINDOWS - 1 - i))
                .map(end -> Math.round(1000 * (version.planned(end) - version.planned(end - 7)) * 1.05))
                .toList();
        return Observation.of(1000, Math.min(1000, Math.round(1000 * (version.planned(at) + 0.03))), onPlan);
    }

    private Forecast forecast(ForecastModel model, Peers peers) {
        PlanVersion version = plan().inForce(DAY);
        return Forecast.of(model, version, version.actualTime(DAY), SCOPE, DONE, windows(), peers)
                .orElseThrow();
    }
}
