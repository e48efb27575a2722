package io.countywatch.alert.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.PlanVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/** How often the ladder cries wolf and how late it wakes, on simulated counties with overdispersed weeks. */
class FalseAlarmTest {

    private static final int COUNTIES = 600;
    /** Whole weeks before the due date; one that is not caught in them is overdue in the next. */
    private static final int WEEKS = 25;

    private static final double DISPERSION = 5;
    private static final long SCOPE = 2000;
    private static final PlanVersion PLAN = Plans.linear();

    private final UniformRandomProvider random = new SplittableRandom(20200628L)::nextLong;

    @Test
    void an_honest_county_is_behind_in_at_most_four_percent_of_its_weeks() {
        long behind = 0;
        long weeks = 0;
        for (int county = 0; county < COUNTIES; county++) {
            for (Status status : history(1.05).subList(0, WEEKS)) {
                weeks++;
                behind += status.isBehind() ? 1 : 0;
            }
        }

        assertThat((double) behind / weeks).isLessThanOrEqualTo(0.04);
    }

    @Test
    void a_county_at_85_percent_of_the_pace_is_always_caught_by_week_seven_in_the_median() {
        int[] caught = caughtIn(0.85);

        assertThat(Arrays.stream(caught).max().orElseThrow()).isLessThanOrEqualTo(WEEKS + 1);
        assertThat(Arrays.stream(caught).filter(week -> week <= WEEKS).count()).isGreaterThanOrEqualTo(COUNTIES - 3);
        assertThat(median(caught)).isLessThanOrEqualTo(7);
    }

    @Test
    void a_county_at_70_percent_of_the_pace_is_caught_by_week_four_in_the_median() {
        assertThat(median(caughtIn(0.70))).isLessThanOrEqualTo(4);
    }

    private int[] caughtIn(double pace) {
        int[] weeks = new int[COUNTIES];
        for (int county = 0; county < COUNTIES; county++) {
            List<Status> statuses = history(pace);
            int first = 0;
            while (first < statuses.size() && !statuses.get(first).isBehind()) {
                first++;
            }
            weeks[county] = first + 1;
        }
        return weeks;
    }

    private static int median(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private List<Status> history(double pace) {
        List<Long> windows = new ArrayList<>();
        List<Status> statuses = new ArrayList<>();
        long done = 0;
        for (int week = 1; week <= WEEKS + 1; week++) {
            double mean = pace * SCOPE * (PLAN.planned(7 * week) - PLAN.planned(7 * (week - 1)));
            long net = Math.min(SCOPE - done, week(mean));
            windows.add(net);
            done += net;
            Observation seen = Observation.of(SCOPE, done, windows);
            Figures figures = Figures.of(PLAN, Plans.START.plusDays(7L * week), seen);
            statuses.add(Ladder.DEFAULT.status(figures, Ladder.gMin(PLAN, Level.COUNTY, SCOPE, 1)));
        }
        return statuses;
    }

    /** A negative binomial as a Gamma–Poisson mixture: variance = dispersion × mean. */
    private long week(double mean) {
        double scale = DISPERSION - 1;
        double rate =
                GammaDistribution.of(mean / scale, scale).createSampler(random).sample();
        return rate <= 0
                ? 0
                : PoissonDistribution.of(rate).createSampler(random).sample();
    }
}
