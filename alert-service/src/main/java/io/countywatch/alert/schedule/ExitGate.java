package io.countywatch.alert.schedule;

/**
 * One of the checks that a county must pass to exit.
 *
 * @param rate the observed rate, null without a sample
 * @param bound the one-sided 95 % bound on the wrong side, null without a sample; equals the rate for a full count
 * @param limit what the rate is held against
 */
public record ExitGate(String name, Double rate, Double bound, double limit, Result result) {

    /** How a check ended. */
    public enum Result {
        /** Even the bound of the sample holds. */
        PASSED,
        /** Passes the letter, not the bound. */
        LETTER_ONLY,
        FAILED,
        NO_DATA
    }

    /** One-sided 95 % point of the normal distribution. */
    private static final double Z = 1.6448536269514722;

    /** Whether it passes by the letter. */
    public boolean passes() {
        return result == Result.PASSED || result == Result.LETTER_ONLY;
    }

    /** A sampled rate that must not exceed a limit (wrongly exited, missed). */
    public static ExitGate atMost(String name, long found, long sampled, double limit) {
        if (sampled <= 0) {
            return new ExitGate(name, null, null, limit, Result.NO_DATA);
        }
        double rate = (double) found / sampled;
        double bound = wilson(found, sampled, Z);
        Result result = rate > limit ? Result.FAILED : bound > limit ? Result.LETTER_ONLY : Result.PASSED;
        return new ExitGate(name, rate, bound, limit, result);
    }

    /** A sampled rate that must reach a limit (recognition). */
    public static ExitGate atLeast(String name, long found, long sampled, double limit) {
        if (sampled <= 0) {
            return new ExitGate(name, null, null, limit, Result.NO_DATA);
        }
        double rate = (double) found / sampled;
        double bound = wilson(found, sampled, -Z);
        Result result = rate < limit ? Result.FAILED : bound < limit ? Result.LETTER_ONLY : Result.PASSED;
        return new ExitGate(name, rate, bound, limit, result);
    }

    /** A full count that must stay below a limit (incidence). */
    public static ExitGate below(String name, Double rate, double limit) {
        if (rate == null) {
            return new ExitGate(name, null, null, limit, Result.NO_DATA);
        }
        return new ExitGate(name, rate, rate, limit, rate < limit ? Result.PASSED : Result.FAILED);
    }

    /** Every mandatory measure must be done. */
    public static ExitGate allDone(String name, long done, long mandatory) {
        double rate = mandatory == 0 ? 1 : (double) done / mandatory;
        return new ExitGate(name, rate, rate, 1, done >= mandatory ? Result.PASSED : Result.FAILED);
    }

    /** Wilson's score bound; positive z gives the upper one. */
    private static double wilson(long found, long sampled, double z) {
        double n = sampled;
        double p = found / n;
        double centre = p + z * z / (2 * n);
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return (centre + half) / (1 + z * z / n);
    }
}
