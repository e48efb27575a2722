package io.countywatch.alert.rules;

import io.countywatch.alert.schedule.Assessment;
import io.countywatch.alert.schedule.Status;
import java.util.List;

/**
 * What is known about one unit (and measure) on one day. Null where a fact does not exist.
 *
 * @param probabilityOnTime 0 to 1
 * @param silent whether the unit says nothing
 * @param stale whether the figures themselves are stale
 * @param dataQuality questions to the data
 */
public record Facts(
        Status status,
        Status statusOfFirst,
        Double lagDays,
        Double probabilityOnTime,
        Double gap,
        boolean silent,
        Status fallingBack,
        boolean stale,
        List<DataQuality> dataQuality) {

    public Facts {
        dataQuality = dataQuality == null ? null : List.copyOf(dataQuality);
    }

    /** Without anything said of the quality of the data. */
    public Facts(
            Status status,
            Status statusOfFirst,
            Double lagDays,
            Double probabilityOnTime,
            Double gap,
            boolean silent,
            Status fallingBack,
            boolean stale) {
        this(status, statusOfFirst, lagDays, probabilityOnTime, gap, silent, fallingBack, stale, null);
    }

    /** The facts of an assessment. */
    public static Facts of(Assessment assessment) {
        return new Facts(
                assessment.status(),
                assessment.first().status(),
                assessment.inForce().figures().lagDays(),
                assessment.inForce().figures().probability(),
                (double) assessment.inForce().figures().gap(),
                assessment.silent(),
                null,
                false);
    }

    /** Only whether the unit says something. */
    public static Facts silence(boolean silent) {
        return new Facts(null, null, null, null, null, silent, null, false);
    }

    /** The falling-back rate of a unit. */
    public static Facts fallingBack(Status status, boolean silent) {
        return new Facts(null, null, null, null, null, silent, status, false);
    }

    /** What there is to ask about a unit's data. */
    public static Facts dataQuality(List<DataQuality> questions, boolean silent) {
        return new Facts(null, null, null, null, null, silent, null, false, questions);
    }

    /** Whether the figures are stale. */
    public static Facts staleness(boolean stale) {
        return new Facts(null, null, null, null, null, false, null, stale);
    }
}
