package io.countywatch.alert.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.alert.api.Freshness;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.schedule.ExitGate;
import io.countywatch.alert.schedule.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One unit's page: its assessments with what a chart needs, and what a county is checked for.
 *
 * @param day the assessed one; null where it was never assessed
 * @param plans worst first
 * @param figuresOf the day whose figures gates and reporting are made of: {@code day}, or a later one where those of
 *     that day are not kept; null where there are none
 * @param gates of a county; empty for wider units and before its first snapshot
 * @param reporting of a county; null where nothing is known
 * @param alerts of the unit as they had last been told by the asked day; null where none was asked
 */
public record Outlook(
        String code,
        String level,
        String name,
        String nameZh,
        String province,
        LocalDate day,
        boolean provisional,
        Freshness freshness,
        Status status,
        List<PlanOutlook> plans,
        LocalDate figuresOf,
        List<ExitGate> gates,
        Reporting reporting,
        List<ObjectNode> alerts) {

    /**
     * A plan.
     *
     * @param assessment as {@code /v1/units/{code}/assessments} has it
     * @param fan null without a forecast
     */
    public record PlanOutlook(
            String plan,
            String measure,
            String unit,
            boolean mandatory,
            PlanVersion inForce,
            PlanVersion firstApproved,
            JsonNode assessment,
            Fan fan) {}

    /**
     * What is done by some days, each with a probability.
     *
     * @param probabilities of having done less, ascending
     */
    public record Fan(List<Double> probabilities, List<FanPoint> points) {}

    /** @param done one for each probability, ascending */
    public record FanPoint(LocalDate day, List<Long> done) {}

    /**
     * What a county says, and how late.
     *
     * @param lastReportAt null if there was never a report
     * @param relapsed90d households that fell back in 90 days
     * @param liftedBefore households that were lifted when these began
     * @param liftedAgain90d how often in these 90 days one that had fallen back was lifted again within 90 days, which is
     *     hardly so; null if unknown
     * @param atRisk households that may fall back, of the register
     * @param register households that are registered and not removed
     * @param atRiskUnlikely whether they are fewer than 1 % of the register (nobody looks) or more than 10 %
     * @param lateShare7d share of the last seven days' events that came later than their day; null if unknown
     */
    public record Reporting(
            Instant lastReportAt,
            int villagesReporting,
            int villagesSilent,
            long relapsed90d,
            long liftedBefore,
            Status fallingBack,
            Long liftedAgain90d,
            long atRisk,
            long register,
            boolean atRiskUnlikely,
            Double lateShare7d) {}
}
