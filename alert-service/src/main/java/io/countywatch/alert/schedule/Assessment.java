package io.countywatch.alert.schedule;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Plan;
import io.countywatch.alert.campaign.PlanVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Where a unit stands on a plan at the end of a day.
 *
 * @param inForce against the version in force
 * @param first against the first approved version, so that re-planning cannot hide a slip
 * @param silent whether the unit counts as silent
 */
public record Assessment(
        String unit,
        String plan,
        String measure,
        LocalDate day,
        Observation seen,
        Reading inForce,
        Reading first,
        boolean silent,
        Because because) {

    /**
     * What an assessment is made from.
     *
     * @param seen what is in scope, and done, by the version in force
     * @param seenByFirst the same by the first approved version, whose fixed target may be another
     * @param gMinFactor of the strictest watchlist that the unit is on, 1 if none
     * @param baseline S when the plan was first seen
     * @param parts the unit's counties or villages, empty if none are known
     * @param peers counties whose windows count in the forecast, too, for a model that asks for them
     */
    public record Input(
            String unit,
            Level level,
            Plan plan,
            LocalDate day,
            Observation seen,
            Observation seenByFirst,
            double gMinFactor,
            long baseline,
            List<RollUp.Part> parts,
            Peers peers) {

        /** By versions that ask for the same. */
        public Input(
                String unit,
                Level level,
                Plan plan,
                LocalDate day,
                Observation seen,
                double gMinFactor,
                long baseline,
                List<RollUp.Part> parts,
                Peers peers) {
            this(unit, level, plan, day, seen, seen, gMinFactor, baseline, parts, peers);
        }

        /** Of a unit that is forecast from what is known of it alone. */
        public Input(
                String unit,
                Level level,
                Plan plan,
                LocalDate day,
                Observation seen,
                double gMinFactor,
                long baseline,
                List<RollUp.Part> parts) {
            this(unit, level, plan, day, seen, gMinFactor, baseline, parts, Peers.NONE);
        }
    }

    /** Status against the version in force. */
    public Status status() {
        return inForce.status();
    }

    /** Assesses a unit; a pure function of its input. */
    public static Assessment of(Input input, Ladder ladder) {
        PlanVersion inForce = input.plan().inForce(input.day());
        PlanVersion first = input.plan().first();
        Reading read = read(inForce, input, input.seen(), ladder);
        Reading readByFirst = first == inForce ? read : read(first, input, input.seenByFirst(), ladder);
        Reading now = rolledUp(read, input, input.seen(), RollUp.Part::status);
        Reading then = rolledUp(readByFirst, input, input.seenByFirst(), RollUp.Part::first);
        if (first == inForce && then.status() == now.status()) {
            then = now; // whoever writes both down works them out once
        }
        return new Assessment(
                input.unit(),
                input.plan().id(),
                input.plan().measure(),
                input.day(),
                input.seen(),
                now,
                then,
                input.seen().silence().silent(),
                Because.of(inForce, now, input.seen(), input.baseline(), input.parts()));
    }

    /** The same of a unit that has passed its exit checks: what is done is verified. */
    public Assessment verified() {
        return new Assessment(unit, plan, measure, day, seen, verified(inForce), verified(first), silent, because);
    }

    private static Reading verified(Reading reading) {
        return reading.status() == Status.DONE_UNVERIFIED ? reading.withStatus(Status.VERIFIED) : reading;
    }

    private static Reading read(PlanVersion version, Input input, Observation seen, Ladder ladder) {
        double gMin = Ladder.gMin(version, input.level(), seen.scope(), input.gMinFactor());
        return Reading.of(version, input.day(), seen, gMin, ladder, input.peers());
    }

    private static Reading rolledUp(Reading reading, Input input, Observation seen, Function<RollUp.Part, Status> of) {
        return reading.withStatus(RollUp.status(reading.status(), seen.remaining(), input.parts(), of));
    }
}
