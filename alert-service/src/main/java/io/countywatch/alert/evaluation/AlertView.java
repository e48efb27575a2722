package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.Alert;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.State;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What people are told about an alert: what, where, since when, how far behind, because, what would do. The common
 * part of the values of {@code county-alerts.v1} and {@code county-alert-state.v1}, and the answer over HTTP.
 *
 * @param watchlists ids of those that the unit is on, of the campaign and of the rules
 */
public record AlertView(
        String alert,
        UnitRef unit,
        String measure,
        String plan,
        String rule,
        String state,
        String severity,
        Status status,
        int episode,
        LocalDate since,
        LocalDate day,
        Evaluation evaluation,
        List<BecauseRecord> because,
        String wouldDo,
        String summary,
        String snapshot,
        String ruleSetHash,
        boolean provisional,
        List<String> watchlists) {

    private static final int PROVINCE_DIGITS = 2;

    /** Which unit; {@code province} is null for the nation. */
    public record UnitRef(String code, String name, String nameZh, String level, String province) {}

    /** The figures that it was decided on; paces are a week. */
    public record Evaluation(
            long scope,
            long done,
            long remaining,
            long planned,
            long gap,
            Double spiT,
            double lagDays,
            Double paceNeeded,
            double paceObserved,
            Double requiredRatio,
            Double probabilityOnTime,
            String eta) {}

    static AlertView of(
            Campaign campaign,
            RuleSet rules,
            Alert alert,
            Judgement judgement,
            AssessmentRecord assessed,
            String snapshot) {
        Optional<Unit> known = campaign.units().find(alert.id().unit());
        Unit unit = known.orElseGet(() -> Unit.former(alert.id().unit()));
        Memory now = alert.now();
        Assessment assessment = judgement.assessment();
        LocalDate since = now.since() == null ? alert.day() : now.since();
        return new AlertView(
                alert.id().toString(),
                new UnitRef(
                        unit.code(), unit.name(), unit.nameZh(), unit.level().label(), province(campaign, unit)),
                alert.id().measure().isEmpty() ? null : alert.id().measure(),
                assessment == null ? null : assessment.plan(),
                alert.id().rule(),
                now.state().name(),
                now.severity().label(),
                assessment == null ? null : assessment.status(),
                now.episode(),
                since,
                alert.day(),
                assessed == null ? null : evaluation(assessed.inForce()),
                assessed == null ? List.of(BecauseRecord.remark(judgement.remark())) : assessed.because(),
                assessed == null ? null : assessed.wouldDo(),
                summary(campaign, alert, judgement, assessed, unit, since),
                snapshot,
                rules.hash(),
                Provisional.is(alert),
                known.map(one -> rules.watchlistsOf(campaign, one)).orElse(List.of()));
    }

    private static String province(Campaign campaign, Unit unit) {
        return campaign.units().find(unit.code()).isPresent()
                ? campaign.units().provinceOf(unit.code()).map(Unit::code).orElse(null)
                : unit.code().substring(0, Math.min(PROVINCE_DIGITS, unit.code().length()));
    }

    private static Evaluation evaluation(AssessmentRecord.ReadingRecord reading) {
        return new Evaluation(
                reading.scope(),
                reading.done(),
                reading.remaining(),
                reading.planned(),
                reading.gap(),
                reading.spiT(),
                reading.lagDays(),
                reading.paceNeeded(),
                reading.paceObserved(),
                reading.requiredRatio(),
                reading.probabilityOnTime(),
                reading.eta());
    }

    private static String summary(
            Campaign campaign,
            Alert alert,
            Judgement judgement,
            AssessmentRecord assessed,
            Unit unit,
            LocalDate since) {
        String head = alert.now().state() + " (" + alert.now().severity().label() + ") since " + since + ": ";
        String where =
                unit.nameZh() == null ? unit.code() : unit.name() + " " + unit.nameZh() + " (" + unit.code() + ")";
        if (assessed == null) {
            return head + where + ": " + judgement.remark();
        }
        AssessmentRecord.ReadingRecord reading = assessed.inForce();
        String lag = reading.lagDays() > 0
                ? String.format(Locale.ROOT, "%.1f days behind", reading.lagDays())
                : String.format(Locale.ROOT, "%.1f days ahead of", -reading.lagDays());
        String chance = reading.probabilityOnTime() == null
                ? ""
                : String.format(Locale.ROOT, ", %.0f %% likely on time", reading.probabilityOnTime() * 100);
        String noun = campaign.measure(assessed.measure()).noun();
        return head + campaign.measure(assessed.measure()).label() + " in " + where + " is " + assessed.status()
                + easing(alert, assessed.status()) + ": "
                + reading.remaining() + " of " + reading.scope() + " " + noun + " left, " + lag + " the plan due "
                + reading.due() + chance + "; because: " + assessed.sentence() + "; what would do: "
                + assessed.wouldDo();
    }

    /** An alert holds on until its end is sure: said, since "is ON_TRACK" alone reads like a mistake. */
    private static String easing(Alert alert, Status status) {
        boolean holdsOn = alert.now().state() == State.FIRING || alert.now().state() == State.RECOVERING;
        return holdsOn && !status.isBehind() ? " by now, but not yet surely" : "";
    }
}
