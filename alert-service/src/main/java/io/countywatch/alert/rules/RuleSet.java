package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.Severity;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of a campaign.
 *
 * @param watchlists beside those of the campaign file
 * @param forecast where P(on time) comes from, in every assessment
 * @param thresholds between the statuses, where they differ from the design's
 * @param hash {@code sha256:} and the hash of {@link KeptRules#text}: every decision names it
 */
public record RuleSet(
        List<Rule> rules,
        List<Inhibition> inhibit,
        List<Route> routes,
        List<Receiver> receivers,
        List<RuleWatchlist> watchlists,
        List<Escalation> escalate,
        ForecastModel forecast,
        List<Thresholds> thresholds,
        String hash) {

    /** While the source fires, the target is not told, where the given attributes are equal. */
    public record Inhibition(String source, String target, List<String> equal) {

        private static final Set<String> ATTRIBUTES = Set.of("province", "unit", "measure");

        public Inhibition {
            equal = equal == null ? List.of() : List.copyOf(equal);
            if (source == null || target == null) {
                throw new IllegalArgumentException("an inhibition needs source and target");
            }
            if (!ATTRIBUTES.containsAll(equal)) {
                throw new IllegalArgumentException("equal may hold province, unit and measure");
            }
        }
    }

    /**
     * What a route takes; null takes all.
     *
     * @param escalation level that it was last escalated to
     */
    public record Match(Severity severity, String rule, String province, String watchlist, Level escalation) {

        /** What routes look at of an alert; null or empty for what it does not have. */
        public record Traits(
                String severity, String rule, String province, Collection<String> watchlists, String escalation) {}

        /** Whether it takes an alert. */
        public boolean takes(Traits alert) {
            return (severity == null || severity.label().equals(alert.severity()))
                    && (rule == null || rule.equals(alert.rule()))
                    && (province == null || province.equals(alert.province()))
                    && (watchlist == null || alert.watchlists().contains(watchlist))
                    && (escalation == null || escalation.label().equals(alert.escalation()));
        }
    }

    /**
     * Which alerts go to which receivers, and how often. An alert goes by the first route that takes it.
     *
     * @param groupBy labels by whose values alerts are told together; none: all in one
     * @param groupWait how long to gather after the first news of a group
     * @param interval at least between two messages about a group
     * @param repeat after which a group without news is told again
     */
    public record Route(
            Match match,
            List<String> groupBy,
            @JsonProperty("wait") Span groupWait,
            Span interval,
            Span repeat,
            List<String> receivers) {

        private static final Set<String> LABELS = Set.of("rule", "severity", "unit", "level", "province", "measure");

        public Route {
            groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
            if (receivers == null || receivers.isEmpty()) {
                throw new IllegalArgumentException("a route needs receivers");
            }
            if (!LABELS.containsAll(groupBy)) {
                throw new IllegalArgumentException("groupBy may hold rule, severity, unit, level, province, measure");
            }
            receivers = List.copyOf(receivers);
        }
    }

    /** Where alerts go beside the two topics: one of a webhook and an Alertmanager. */
    public record Receiver(String name, Webhook webhook, Alertmanager alertmanager) {

        public Receiver {
            if (name == null || !name.matches("[a-z0-9-]{1,64}")) {
                throw new IllegalArgumentException("a receiver needs a name of a-z, 0-9 and -");
            }
            if ((webhook == null) == (alertmanager == null)) {
                throw new IllegalArgumentException("a receiver needs one of webhook and alertmanager");
            }
        }
    }

    /**
     * An endpoint that is told as Alertmanager tells it.
     *
     * @param secretFile holds the secret of its signature, null for none
     */
    public record Webhook(String url, String secretFile) {

        public Webhook {
            RouteRules.endpoint(url);
        }
    }

    /**
     * An Alertmanager that is told what fires. Of a cluster every one is a receiver of its own.
     *
     * @param url its base, to which {@code /api/v2/alerts} is added
     */
    public record Alertmanager(String url) {

        public Alertmanager {
            RouteRules.endpoint(url);
        }
    }

    /** A watchlist of the rules file. */
    public record RuleWatchlist(String id, List<String> units, Double gMinFactor) {

        public RuleWatchlist {
            if (id == null || units == null || gMinFactor == null || gMinFactor <= 0 || gMinFactor > 1) {
                // Above 1 it would be laxer, and the strictest counts: nothing would come of it.
                throw new IllegalArgumentException("a watchlist needs id, units and a gMinFactor above 0, at most 1");
            }
        }
    }

    /** A step of escalation; {@code after} is null for at once, else whole days. */
    public record Escalation(Severity severity, Span after, Level to) {

        public Escalation {
            if (severity == null || to == null) {
                throw new IllegalArgumentException("an escalation needs severity and to");
            }
        }

        /** After how many campaign days it is due, 0 for at once. */
        public long days() {
            return after == null ? 0 : after.duration().toDays();
        }

        boolean inWholeDays() {
            return after == null || after.duration().equals(Duration.ofDays(days()));
        }
    }

    public RuleSet {
        rules = rules == null ? List.of() : List.copyOf(rules);
        inhibit = inhibit == null ? List.of() : List.copyOf(inhibit);
        routes = routes == null ? List.of() : List.copyOf(routes);
        receivers = receivers == null ? List.of() : List.copyOf(receivers);
        watchlists = watchlists == null ? List.of() : List.copyOf(watchlists);
        escalate = escalate == null ? List.of() : List.copyOf(escalate);
        forecast = forecast == null ? ForecastModel.GAMMA_POISSON : forecast;
        thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            String id = rules.get(i).id();
            Refusal.unless(ids.add(id), "rules[" + i + "].id", "rule " + id + " occurs twice");
        }
        InhibitionRules.refuse(inhibit, ids);
        RouteRules.refuse(routes, receivers, rules, escalate);
        Contradictions.refuse(rules, escalate);
        ThresholdRules.refuse(thresholds, Ladder.DEFAULT);
    }

    /** The first route that takes an alert; empty if none does. */
    public Optional<Route> route(Match.Traits alert) {
        return routes.stream()
                .filter(route -> route.match() == null || route.match().takes(alert))
                .findFirst();
    }

    /** The same under the hash of what it decides by. */
    RuleSet named() {
        return new RuleSet(
                rules,
                inhibit,
                routes,
                receivers,
                watchlists,
                escalate,
                forecast,
                thresholds,
                hash(KeptRules.of(this).text()));
    }

    /** The thresholds between the statuses of a level and a measure, on the probabilities of the chosen forecast. */
    public Ladder ladder(Level level, String measure) {
        return ThresholdRules.ladder(thresholds, Ladder.DEFAULT.with(forecast), level, measure);
    }

    /**
     * The widest level to which a step leads that is due at the end of a day.
     *
     * @param activeSince first day on which the alert fired in this episode, null if it has not
     * @param criticalSince since when it is critical, null if it is not
     */
    public Optional<Level> escalatedTo(LocalDate activeSince, LocalDate criticalSince, LocalDate day) {
        return escalate.stream()
                .filter(step -> {
                    LocalDate since = step.severity() == Severity.CRITICAL ? criticalSince : activeSince;
                    return since != null && !day.isBefore(since.plusDays(step.days()));
                })
                .map(Escalation::to)
                .min(Level::compareTo);
    }

    /** Ids of the watchlists that a unit is on: the campaign's, then those of these rules; each once. */
    public List<String> watchlistsOf(Campaign campaign, Unit unit) {
        return Stream.concat(
                        campaign.watchlistsOf(unit).stream(),
                        watchlists.stream()
                                .filter(list -> list.units().contains(unit.code()))
                                .map(RuleWatchlist::id))
                .distinct()
                .toList();
    }

    /** Of the strictest watchlist that a unit is on, in the campaign or in these rules; 1 if on none. */
    public double gMinFactor(Campaign campaign, Unit unit) {
        return Math.min(
                campaign.gMinFactor(unit),
                watchlists.stream()
                        .filter(list -> list.units().contains(unit.code()))
                        .mapToDouble(RuleWatchlist::gMinFactor)
                        .min()
                        .orElse(1));
    }

    /** {@code sha256:} and the hash of a text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
