package io.countywatch.alert.evaluation;

import io.countywatch.alert.lifecycle.Verdict;

/**
 * A verdict as it is kept and shown.
 *
 * @param says RAISE, CLEAR, BETWEEN or NO_DATA
 * @param severity of what raises, else null
 * @param atOnce whether it fires without a second evaluation
 * @param noData why nobody can say, else null
 */
public record VerdictRecord(String says, String severity, boolean atOnce, String noData) {

    static VerdictRecord of(Verdict verdict) {
        if (verdict instanceof Verdict.Raise raise) {
            return new VerdictRecord("RAISE", raise.severity().label(), raise.atOnce(), null);
        }
        if (verdict instanceof Verdict.NoData none) {
            return new VerdictRecord("NO_DATA", null, false, none.why().name());
        }
        return new VerdictRecord(verdict instanceof Verdict.Clear ? "CLEAR" : "BETWEEN", null, false, null);
    }
}
