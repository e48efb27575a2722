package io.countywatch.alert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.rules.Rule;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.rules.RulesReader;
import io.countywatch.alert.rules.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Routing.Defaults DEFAULTS = new Routing.Defaults(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofMinutes(1));

    @Test
    void an_alert_goes_to_all_receivers_of_the_first_route_that_takes_it_by_group() {
        Routing routing = routing(
                route(
                        new RuleSet.Match(Severity.CRITICAL, null, null, null, null),
                        List.of("province", "rule"),
                        "ops",
                        "am"),
                route(new RuleSet.Match(null, null, "51", null, null), List.of(), "sichuan"));

        List<Group> groups = routing.groups(List.of(
                Alerts.alert("513429", "critical", 1, null, false),
                Alerts.alert("522327", "critical", 1, null, false),
                Alerts.firing("513429"),
                Alerts.firing("513428"),
                Alerts.firing("622921"),
                Alerts.ended("513427")));

        assertThat(groups)
                .extracting(group -> group.receiver() + " " + group.key() + " "
                        + group.alerts().size())
                .containsExactly(
                        "ops {}/{severity=\"critical\"}:{province=\"51\", rule=\"county-behind-schedule\"} 1",
                        "am {}/{severity=\"critical\"}:{province=\"51\", rule=\"county-behind-schedule\"} 1",
                        "ops {}/{severity=\"critical\"}:{province=\"52\", rule=\"county-behind-schedule\"} 1",
                        "am {}/{severity=\"critical\"}:{province=\"52\", rule=\"county-behind-schedule\"} 1",
                        "sichuan {}/{province=\"51\"}:{} 2");
    }

    @Test
    void a_route_takes_a_watchlist() {
        Routing routing = routing(route(new RuleSet.Match(null, null, null, "close", null), List.of(), "ops"));

        assertThat(routing.groups(List.of(Alerts.firing("513429"), Alerts.firing("513428"))))
                .flatExtracting(Group::alerts)
                .extracting(alert -> alert.label(Labels.UNIT))
                .containsExactly("513429");
    }

    @Test
    void a_route_takes_what_has_gone_up_to_a_level() {
        Routing routing = routing(
                route(new RuleSet.Match(null, null, null, null, Level.PROVINCE), List.of(), "sichuan"),
                route(null, List.of(), "ops"));

        assertThat(routing.groups(List.of(
                        Alerts.escalated(Alerts.firing("513429"), "province"),
                        Alerts.escalated(Alerts.firing("513428"), "county"))))
                .extracting(
                        group -> group.receiver() + " " + group.alerts().get(0).label(Labels.UNIT))
                .containsExactly("sichuan 513429", "ops 513428");
    }

    @Test
    void times_are_the_routes_or_else_the_services_and_an_alertmanager_has_its_own() {
        RuleSet.Route quick = new RuleSet.Route(
                null, List.of(), Span.parse("2m"), Span.parse("30m"), Span.parse("1d"), List.of("ops", "am"));

        assertThat(routing(quick).groups(List.of(Alerts.firing("513429"))))
                .extracting(Group::timing)
                .containsExactly(
                        new Timing(Duration.ofMinutes(2), Duration.ofMinutes(30), Duration.ofDays(1), false),
                        new Timing(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), true));
        assertThat(routing(route(null, List.of(), "ops")).groups(List.of(Alerts.firing("513429"))))
                .extracting(Group::timing)
                .containsExactly(new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), false));
    }

    @Test
    void what_was_told_keeps_its_group_also_when_nothing_fires_in_it_but_not_without_its_receiver() {
        Routing routing = routing(route(null, List.of("province"), "ops"));
        Group group = routing.groups(List.of(Alerts.firing("513429"))).get(0);

        assertThat(routing.empty(Ledger.fresh(group)))
                .get()
                .extracting(Group::key)
                .isEqualTo(group.key());
        Routing other = routing(route(null, List.of("province"), "sichuan"));
        assertThat(other.empty(Ledger.fresh(group))).isEmpty();
        Routing elsewhere = routing(route(null, List.of("rule"), "ops"));
        assertThat(elsewhere.empty(Ledger.fresh(group))).isPresent();
    }

    private static RuleSet.Route route(RuleSet.Match match, List<String> groupBy, String... receivers) {
        return new RuleSet.Route(match, groupBy, null, null, null, List.of(receivers));
    }

    private static Routing routing(RuleSet.Route... routes) {
        List<RuleSet.Receiver> receivers = List.of(
                receiver("ops"),
                receiver("sichuan"),
                new RuleSet.Receiver("am", null, new RuleSet.Alertmanager("http://am.example:9093")));
        return new Routing(
                rules(List.of(routes), receivers),
                unit -> unit.equals("513429") ? List.of("close") : List.of(),
                DEFAULTS);
    }

    private static RuleSet.Receiver receiver(String name) {
        return new RuleSet.Receiver(name, new RuleSet.Webhook("https://" + name + ".example/hook", null), null);
    }

    /** With those of the receivers that a route names. */
    private static RuleSet rules(List<RuleSet.Route> routes, List<RuleSet.Receiver> receivers) {
        List<RuleSet.Receiver> named = receivers.stream()
                .filter(one ->
                        routes.stream().anyMatch(route -> route.receivers().contains(one.name())))
                .toList();
        List<Rule> rules = RulesReader.packaged().rules();
        List<RuleSet.Escalation> steps = RulesReader.packaged().escalate();
        return new RuleSet(rules, List.of(), routes, named, List.of(), steps, null, List.of(), "sha256:0");
    }
}
