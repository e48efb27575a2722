package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Watchlist;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses what is about something that the campaign does not have, and so would never count. */
final class CampaignRules {

    private CampaignRules() {}

    /** @throws Refusal on the first contradiction */
    static void refuse(RuleSet rules, Campaign campaign) {
        thresholds(rules.thresholds(), campaign);
        watchlists(rules.watchlists(), campaign);
        routes(rules, campaign);
    }

    private static void thresholds(List<Thresholds> thresholds, Campaign campaign) {
        for (int i = 0; i < thresholds.size(); i++) {
            String measure = thresholds.get(i).measure();
            Refusal.unless(
                    measure == null || campaign.findMeasure(measure).isPresent(),
                    "thresholds[" + i + "].measure",
                    "thresholds: campaign " + campaign.id() + " has no measure " + measure);
        }
    }

    private static void watchlists(List<RuleSet.RuleWatchlist> watchlists, Campaign campaign) {
        for (int i = 0; i < watchlists.size(); i++) {
            List<String> units = watchlists.get(i).units();
            for (int unit = 0; unit < units.size(); unit++) {
                Refusal.unless(
                        campaign.units().find(units.get(unit)).isPresent(),
                        "watchlists[" + i + "].units[" + unit + "]",
                        "watchlists: " + watchlists.get(i).id() + ": campaign " + campaign.id() + " has no unit "
                                + units.get(unit));
            }
        }
    }

    /** A route to what does not exist would never be taken. */
    private static void routes(RuleSet rules, Campaign campaign) {
        Set<String> lists = Stream.concat(
                        campaign.watchlists().stream().map(Watchlist::id),
                        rules.watchlists().stream().map(RuleSet.RuleWatchlist::id))
                .collect(Collectors.toSet());
        for (int i = 0; i < rules.routes().size(); i++) {
            RuleSet.Match match = rules.routes().get(i).match();
            String at = "routes[" + i + "].match";
            if (match != null) {
                Refusal.unless(
                        match.province() == null || isProvince(campaign, match.province()),
                        at + ".province",
                        "routes: campaign " + campaign.id() + " has no province " + match.province());
                Refusal.unless(
                        match.watchlist() == null || lists.contains(match.watchlist()),
                        at + ".watchlist",
                        "routes: no watchlist " + match.watchlist());
            }
        }
    }

    private static boolean isProvince(Campaign campaign, String code) {
        return campaign.units()
                .find(code)
                .filter(unit -> unit.level() == Level.PROVINCE)
                .isPresent();
    }
}
