package io.countywatch.local.simulator;

import java.time.LocalDate;

/**
 * How a county fares against its plans.
 *
 * @param from when silence begins, for the silent ones
 * @param share of the villages that fall silent, or of the register that is found later
 * @param factor of the planned pace, for {@link Kind#SLOW}
 */
record Story(Kind kind, LocalDate from, double share, double factor) {

    /** The stories of design/6. */
    enum Kind {
        STEADY,
        ACCELERATING,
        SLOW,
        BURSTY,
        SILENT_VILLAGES,
        SILENT_COUNTY,
        SCOPE_GROWTH,
        FALLING_BACK,
        EARLY
    }

    /** What is really done under a plan. */
    Curve bend(Plan plan) {
        Curve planned = plan.curve();
        return switch (kind) {
            // 0.75 of the planned work at first, all of it at the end.
            case ACCELERATING -> day -> planned.at(day) * (0.7 + 0.3 * planned.at(day));
            case SLOW -> slow(plan);
            case EARLY -> day -> Math.min(1, 1.35 * planned.at(day + 4));
            // A few days ahead: a county exactly on its plan has an even chance of being late.
            default -> day -> Math.min(1, 1.02 * planned.at(day + 5));
        };
    }

    /** Too slow for three quarters of the time, then a great effort; a month late where the campaign allows it. */
    private Curve slow(Plan plan) {
        long start = plan.start().toEpochDay();
        long due = plan.due().toEpochDay();
        long turn = start + (due - start) * 3 / 4;
        long done = Math.min(due + 30, plan.start().plusYears(1).toEpochDay() - 1);
        return day -> {
            double atTurn = factor * plan.curve().at(turn);
            return day <= turn
                    ? factor * plan.curve().at(day)
                    : Math.min(1, atTurn + (1 - atTurn) * (day - turn) / (done - turn));
        };
    }

    /** Share of those lifted that fall back on a day. */
    double relapseRate() {
        return kind == Kind.FALLING_BACK ? 0.0004 : 0.00001;
    }
}
