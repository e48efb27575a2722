package io.countywatch.bench.calibration;

/** Shape of a plan of 181 days (1 January to 30 June): offsets of its corners in days with the fraction due there. */
enum Curve {
    LINEAR(new double[] {0, 181}, new double[] {0, 1}),
    /** Slow, fast, slow: 15 % on 31 March, 70 % on 31 May. */
    S_CURVE(new double[] {0, 90, 151, 181}, new double[] {0, 0.15, 0.70, 1});

    /** From the start to the due date. */
    static final int DAYS = 181;

    private final double[] offsets;
    private final double[] fractions;

    Curve(double[] offsets, double[] fractions) {
        this.offsets = offsets;
        this.fractions = fractions;
    }

    /** Planned fraction at the end of a day, 0 to 1. */
    double at(double day) {
        for (int i = 1; i < offsets.length; i++) {
            if (day <= offsets[i]) {
                double share = (Math.max(0, day) - offsets[i - 1]) / (offsets[i] - offsets[i - 1]);
                return fractions[i - 1] + (fractions[i] - fractions[i - 1]) * share;
            }
        }
        return 1;
    }

    /** What is planned for one day; after the due date the mean pace goes on. */
    double onDay(int day) {
        return day > DAYS ? 1.0 / DAYS : at(day) - at(day - 1.0);
    }
}
