package io.countywatch.bench.calibration;

import io.countywatch.alert.campaign.Interpolation;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Milestone;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.schedule.Observation;
import io.countywatch.alert.schedule.Peers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The simulated plans in the words of alert-service. */
final class ProductionPlan {

    static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static final PlanVersion LINEAR = version(List.of());
    private static final PlanVersion S_CURVE = version(
            List.of(new Milestone(LocalDate.of(2020, 3, 31), 0.15), new Milestone(LocalDate.of(2020, 5, 31), 0.70)));

    private ProductionPlan() {}

    static PlanVersion of(Curve curve) {
        return switch (curve) {
            case LINEAR -> LINEAR;
            case S_CURVE -> S_CURVE;
        };
    }

    /** The plan of a whole country's counties. */
    static Plan forCounties(Curve curve) {
        return new Plan(
                "simulated", "simulated", List.of("CN"), List.of(Level.COUNTY), List.of(of(curve)), true, null, null);
    }

    /** The counties of a campaign, where a model looks at them. */
    static Peers peers(ForecastModel model, List<History.Seen> campaign) {
        if (model != ForecastModel.POOLED_PACES) {
            return Peers.NONE;
        }
        return Peers.of(
                START.plusDays(campaign.get(0).day()),
                campaign.stream()
                        .map(seen -> new Peers.County(of(seen.curve()), observation(seen)))
                        .toList());
    }

    static Observation observation(History.Seen seen) {
        return Observation.of(seen.scope(), seen.done(), seen.windows());
    }

    private static PlanVersion version(List<Milestone> milestones) {
        return new PlanVersion(
                1,
                START,
                START.plusDays(Curve.DAYS),
                Interpolation.LINEAR,
                milestones,
                Map.of(),
                History.TOLERANCE,
                "nobody",
                START,
                "simulated",
                null);
    }
}
