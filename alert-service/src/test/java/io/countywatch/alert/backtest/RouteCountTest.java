package io.countywatch.alert.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.lifecycle.DataState;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.notification.Routing;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.local.infrastructure.Project;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteCountTest {

    private static final LocalDate MAY_1 = LocalDate.of(2020, 5, 1);
    private static final String RULES =
            """
            rules:
              - { id: county-behind-schedule }
              - { id: province-behind-schedule }
              - { id: county-silent }
            inhibit:
              - { source: province-behind-schedule, target: county-behind-schedule, equal: [province, measure] }
            routes:
              - { match: { rule: county-behind-schedule }, groupBy: [province], repeat: 7d, receivers: [ops] }
              - { match: { rule: county-silent }, groupBy: [unit], interval: 3d, receivers: [ops] }
              - { groupBy: [unit], receivers: [ops] }
            receivers:
              - { name: ops, webhook: { url: "https://ops.invalid/hook", secretFile: "/run/secrets/ops" } }
            """;

    private final Campaign china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"));
    private final RuleSet rules = RulesReader.of(RULES);
    private final RouteCount count = count(rules);

    @Test
    void a_group_is_told_when_what_is_in_it_changes_and_again_after_repeat() {
        count.day(MAY_1, List.of(county("513429", State.FIRING), county("513428", State.FIRING)));
        count.day(MAY_1.plusDays(1), List.of(county("513429", State.FIRING), county("513428", State.RECOVERING)));
        assertThat(told(0)).isEqualTo(1);

        count.day(MAY_1.plusDays(2), List.of(county("513429", State.FIRING), county("513428", State.RESOLVED)));
        assertThat(told(0)).isEqualTo(2);
        for (int i = 3; i < 9; i++) {
            count.day(MAY_1.plusDays(i), List.of(county("513429", State.FIRING)));
        }
        assertThat(told(0)).isEqualTo(2);
        count.day(MAY_1.plusDays(9), List.of(county("513429", State.FIRING)));
        assertThat(told(0)).isEqualTo(3);
        count.day(MAY_1.plusDays(10), List.of());
        count.day(MAY_1.plusDays(40), List.of());
        assertThat(told(0)).isEqualTo(4);
        assertThat(count.told().get(0).groups()).isEqualTo(1);
    }

    @Test
    void an_interval_of_days_gathers_what_changes_meanwhile() {
        count.day(MAY_1, List.of(silent(State.FIRING)));
        count.day(MAY_1.plusDays(1), List.of(silent(State.RESOLVED)));
        count.day(MAY_1.plusDays(2), List.of(silent(State.FIRING)));
        count.day(MAY_1.plusDays(3), List.of(silent(State.RESOLVED)));

        assertThat(told(0)).isZero();
        assertThat(told(1)).isEqualTo(2);
    }

    @Test
    void what_its_province_speaks_for_is_not_told() {
        Alert province = alert(new AlertId("province-behind-schedule", "51", "resettlement"), State.FIRING);

        count.day(MAY_1, List.of(province, county("513429", State.FIRING), county("520425", State.FIRING)));

        assertThat(told(0)).isEqualTo(1);
        assertThat(told(2)).isEqualTo(1);
    }

    @Test
    void a_route_takes_the_watchlists_of_the_rules_too() {
        RouteCount watched = count(
                RulesReader.of(
                        """
                        rules: [{ id: county-silent }]
                        routes: [{ match: { watchlist: close-watch }, receivers: [ops] }]
                        receivers: [{ name: ops, webhook: { url: "https://ops.invalid/hook" } }]
                        watchlists: [{ id: close-watch, units: ["513429"], gMinFactor: 1 }]
                        """));

        watched.day(MAY_1, List.of(silent(State.FIRING)));

        assertThat(watched.told().get(0).notifications()).isEqualTo(1);
    }

    @Test
    void a_route_that_does_not_say_when_repeats_as_receivers_are_told_after_a_week() {
        for (int i = 0; i < 21; i++) {
            count.day(MAY_1.plusDays(i), List.of(silent(State.FIRING)));
        }

        assertThat(told(1)).as("on the 1st, the 8th and the 15th").isEqualTo(3);
    }

    @Test
    void what_flaps_is_not_told_to_fire_again_but_its_end_is() {
        for (int rise = 0; rise < 6; rise++) {
            count.day(MAY_1.plusDays(3 * rise), List.of(province(State.FIRING)));
            count.day(MAY_1.plusDays(3 * rise + 1), List.of(province(State.FIRING)));
            count.day(MAY_1.plusDays(3 * rise + 2), List.of(province(State.RESOLVED)));
        }

        assertThat(told(2)).as("three times up and down, then it flaps").isEqualTo(6);
    }

    @Test
    void what_was_told_is_not_told_to_have_ended_when_its_province_speaks_for_it() {
        Alert butuo = county("513429", State.FIRING);
        Alert sichuan = alert(new AlertId("province-behind-schedule", "51", "resettlement"), State.FIRING);
        count.day(MAY_1, List.of(butuo));
        count.day(MAY_1.plusDays(1), List.of(butuo, sichuan));
        count.day(MAY_1.plusDays(2), List.of(butuo, sichuan));

        assertThat(told(0)).isEqualTo(1);
    }

    @Test
    void a_step_of_escalation_is_news_and_may_go_by_another_route() {
        RouteCount steps = count(
                RulesReader.of(
                        """
                rules: [{ id: county-silent }]
                routes:
                  - { match: { escalation: prefecture }, receivers: [ops] }
                  - { receivers: [ops] }
                receivers: [{ name: ops, webhook: { url: "https://ops.invalid/hook" } }]
                escalate: [{ severity: warning, to: county }, { severity: warning, after: 3d, to: prefecture }]
                """));
        for (int i = 0; i < 6; i++) {
            steps.day(MAY_1.plusDays(i), List.of(silent(State.FIRING, MAY_1.plusDays(i))));
        }

        assertThat(steps.told()).extracting(RouteCount.Told::notifications).containsExactly(1L, 2L);
    }

    @Test
    void more_than_once_a_day_counts_once_a_day() {
        RouteCount hourly = count(
                RulesReader.of(
                        """
                rules: [{ id: county-silent }]
                routes: [{ repeat: 1h, receivers: [ops] }]
                receivers: [{ name: ops, webhook: { url: "https://ops.invalid/hook" } }]
                """));
        for (int i = 0; i < 5; i++) {
            hourly.day(MAY_1.plusDays(i), List.of(silent(State.FIRING)));
        }

        assertThat(hourly.told().get(0).notifications()).isEqualTo(5);
    }

    private RouteCount count(RuleSet set) {
        Routing.Defaults production = new Routing.Defaults(
                Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofMinutes(1));
        return new RouteCount(china, set, production, 100);
    }

    private static Alert province(State state) {
        return alert(new AlertId("province-behind-schedule", "51", "status"), state);
    }

    private long told(int route) {
        return count.told().get(route).notifications();
    }

    private static Alert silent(State state, LocalDate day) {
        Alert silent = silent(state);
        return new Alert(silent.id(), silent.now(), List.of(), day, 2);
    }

    private static Alert silent(State state) {
        return alert(new AlertId("county-silent", "513429", ""), state);
    }

    private static Alert county(String code, State state) {
        return alert(new AlertId("county-behind-schedule", code, "resettlement"), state);
    }

    private static Alert alert(AlertId id, State state) {
        Memory memory = new Memory(state, Severity.WARNING, 1, MAY_1, null, null, 0, 0, 0, DataState.OK);
        return new Alert(id, memory, List.of(), MAY_1, 2);
    }
}
