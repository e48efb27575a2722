package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Severity;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far an alert has gone up in an episode. Pure.
 *
 * @param episode null where it is not known which one, or nothing is known
 * @param reached widest level so far, null for none
 * @param activeSince first day on which it was active in the episode
 * @param criticalSince since when it was critical when it was last active
 */
public record Escalated(Integer episode, Level reached, LocalDate activeSince, LocalDate criticalSince) {

    /** Nothing has happened yet. */
    public static final Escalated NOTHING = new Escalated(null, null, null, null);

    /**
     * After an evaluation.
     *
     * @param taken whether somebody has taken it on: that keeps it from going further up
     */
    public Escalated evaluated(Alert alert, RuleSet rules, boolean taken) {
        Escalated same = meanwhile(alert);
        if (!alert.now().state().isActive() || (taken && same.reached != null)) {
            return same;
        }
        Optional<Level> due = rules.escalatedTo(same.activeSince, same.criticalSince, alert.day());
        Level widest = Stream.of(Optional.ofNullable(same.reached), due)
                .flatMap(Optional::stream)
                .min(Level::compareTo)
                .orElse(null);
        return new Escalated(same.episode, widest, same.activeSince, same.criticalSince);
    }

    /** Between two evaluations: steps are counted in campaign days, so none is taken. */
    public Escalated meanwhile(Alert alert) {
        boolean same = episode == null || episode == alert.now().episode();
        Escalated before = same ? this : NOTHING;
        boolean active = alert.now().state().isActive();
        boolean critical = alert.now().severity() == Severity.CRITICAL;
        return new Escalated(
                alert.now().episode(),
                before.reached,
                since(before.activeSince, active, alert.day()),
                active && !critical ? null : since(before.criticalSince, active, alert.day()));
    }

    /** Since when something holds in an episode: also before it was interrupted. */
    private static LocalDate since(LocalDate earlier, boolean holds, LocalDate day) {
        return earlier == null && holds ? day : earlier;
    }
}
