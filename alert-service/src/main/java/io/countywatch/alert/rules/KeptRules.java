package io.countywatch.alert.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.alert.lifecycle.Policy;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a rule set decides by, with everything filled in that its file leaves to the packaged one or to the service: a
 * release that changes a default makes other rules of the same file. Its text is what decisions name by its hash, and
 * what a past day is worked out with again.
 *
 * @param thresholds the design's first, so that they, too, are those of then
 * @param routes whom receivers are told by; they decide nothing about an alert
 * @param receivers their names; addresses may be secret and stay out
 */
public record KeptRules(
        ForecastModel forecast,
        List<Rule> rules,
        List<RuleSet.Inhibition> inhibit,
        List<RuleSet.RuleWatchlist> watchlists,
        List<RuleSet.Escalation> escalate,
        List<Thresholds> thresholds,
        List<RuleSet.Route> routes,
        List<String> receivers) {

    // What is not said is left out, so that a key that a later release adds changes no hash. Maps have no order of
    // their own.
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Fills everything in. */
    public static KeptRules of(RuleSet set) {
        List<Thresholds> thresholds = new ArrayList<>();
        thresholds.add(Thresholds.allOf(Ladder.DEFAULT));
        thresholds.addAll(set.thresholds());
        return new KeptRules(
                set.forecast(),
                set.rules().stream().map(KeptRules::filled).toList(),
                set.inhibit(),
                set.watchlists(),
                set.escalate(),
                thresholds,
                set.routes(),
                set.receivers().stream().map(RuleSet.Receiver::name).toList());
    }

    /** The same rules in the same words, whatever order or comments their file has. */
    public String text() {
        try {
            return CANONICAL.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules cannot be written", e);
        }
    }

    /**
     * The rules of a kept text, for working out what was decided by them; they route nothing.
     *
     * @return empty if this release cannot read them any more
     */
    public static Optional<RuleSet> read(String text, String hash) {
        try {
            KeptRules kept = CANONICAL.readValue(text, KeptRules.class);
            return Optional.of(new RuleSet(
                    kept.rules,
                    kept.inhibit,
                    List.of(),
                    List.of(),
                    kept.watchlists,
                    kept.escalate,
                    kept.forecast,
                    kept.thresholds,
                    hash));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Rule filled(Rule rule) {
        Policy policy = rule.policy();
        return rule.orElse(new Rule(
                rule.id(),
                null,
                null,
                new Rule.Raise(policy.raiseAfter()),
                new Rule.Clear(policy.clearAfter(), null, null)));
    }
}
