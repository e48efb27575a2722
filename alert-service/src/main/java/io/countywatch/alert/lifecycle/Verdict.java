package io.countywatch.alert.lifecycle;

/** What one day says about one alert. */
public sealed interface Verdict {

    /**
     * The raise threshold is passed; {@code atOnce} needs no second evaluation.
     *
     * @param data SILENT where it is passed whatever those who say nothing have done
     */
    record Raise(Severity severity, boolean atOnce, DataState data) implements Verdict {

        /** Of a unit from which everybody reports. */
        public Raise(Severity severity, boolean atOnce) {
            this(severity, atOnce, DataState.OK);
        }
    }

    /** The clear threshold is passed. */
    record Clear() implements Verdict {}

    /** Between the two thresholds: no state changes; what has not fired yet must be raised in a row from then on. */
    record Between() implements Verdict {}

    /** Nobody can say: freezes an alert, never resolves one. */
    record NoData(DataState why) implements Verdict {}

    /** Nobody judges it any more, since the rules have changed: ends at once. */
    record Withdrawn() implements Verdict {}
}
