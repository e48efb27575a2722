package io.countywatch.bench.calibration;

import java.util.List;

/** A way to foretell when a county will be finished. */
interface Method {

    String name();

    /** Whether it says how sure it is, and not only a date. */
    boolean hasIntervals();

    /**
     * Foretells from what is known at the end of a day, in the fourth week or later.
     *
     * @param province what is known of all counties of its province on that day, its own among them
     */
    Prediction predict(History.Seen seen, List<History.Seen> province);

    /** Probability that the county is finished at the end of a day, 0 to 1; never falls with the day. */
    interface Prediction {

        double finishedBy(int day);
    }

    /** Sure of one day, which may lie beyond all that are looked at. */
    static Prediction certain(double finish) {
        return day -> day >= finish - 1e-9 ? 1 : 0;
    }
}
