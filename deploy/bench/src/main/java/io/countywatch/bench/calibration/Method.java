package io.countywatch.bench.calibration;

import java.util.List;
import java.util.function.Function;

/** A way to foretell when a county will be finished. */
interface Method {

    String name();

    /** Whether it says how sure it is, and not only a date. */
    boolean hasIntervals();

    /**
     * Foretells from what is known at the end of a day, in the fourth week or later.
     *
     * @param campaign what is known of all counties on that day
     * @return foretells for one of them
     */
    Function<History.Seen, Prediction> among(List<History.Seen> campaign);

    /** Probability that the county is finished at the end of a day, 0 to 1; never falls with the day. */
    interface Prediction {

        double finishedBy(int day);
    }

    /** Sure of one day, which may lie beyond all that are looked at. */
    static Prediction certain(double finish) {
        return day -> day >= finish - 1e-9 ? 1 : 0;
    }
}
