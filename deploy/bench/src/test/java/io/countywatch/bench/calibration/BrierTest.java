package io.countywatch.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Scores against sums done by hand. */
class BrierTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void the_parts_of_four_forecasts_are_those_of_the_sum_by_hand() {
        Brier.Collector collector = new Brier.Collector();
        collector.add(0.9, true);
        collector.add(0.9, false);
        collector.add(0.1, false);
        collector.add(0.1, false);

        Brier brier = collector.score();

        // (0.01 + 0.81 + 0.01 + 0.01) / 4
        assertThat(brier.score()).isCloseTo(0.21, EXACT);
        // (2 (0.9 - 0.5)² + 2 (0.1 - 0)²) / 4
        assertThat(brier.reliability()).isCloseTo(0.085, EXACT);
        // (2 (0.5 - 0.25)² + 2 (0 - 0.25)²) / 4
        assertThat(brier.resolution()).isCloseTo(0.0625, EXACT);
        // 0.25 (1 - 0.25)
        assertThat(brier.uncertainty()).isCloseTo(0.1875, EXACT);
        assertThat(brier.reliability() - brier.resolution() + brier.uncertainty())
                .isCloseTo(brier.score(), EXACT);
    }

    @Test
    void the_table_has_a_line_for_every_bin_that_was_used() {
        Brier.Collector collector = new Brier.Collector();
        collector.add(0.62, true);
        collector.add(0.68, false);
        collector.add(1.0, true);

        Brier brier = collector.score();

        assertThat(brier.count()).isEqualTo(3);
        assertThat(brier.table()).hasSize(2);
        assertThat(brier.table().get(0).from()).isEqualTo(6);
        assertThat(brier.table().get(0).count()).isEqualTo(2);
        assertThat(brier.table().get(0).forecast()).isCloseTo(0.65, EXACT);
        assertThat(brier.table().get(0).happened()).isCloseTo(0.5, EXACT);
        assertThat(brier.table().get(1).from()).isEqualTo(9);
    }

    @Test
    void who_always_says_the_share_resolves_nothing() {
        Brier.Collector collector = new Brier.Collector();
        for (int i = 0; i < 10; i++) {
            collector.add(0.3, i < 3);
        }

        Brier brier = collector.score();

        assertThat(brier.reliability()).isCloseTo(0, EXACT);
        assertThat(brier.resolution()).isCloseTo(0, EXACT);
        assertThat(brier.score()).isCloseTo(0.21, EXACT).isCloseTo(brier.uncertainty(), EXACT);
    }

    @Test
    void two_collections_score_like_one() {
        Brier.Collector one = new Brier.Collector();
        one.add(0.2, true);
        Brier.Collector other = new Brier.Collector();
        other.add(0.8, true);
        one.addAll(other);

        // (0.64 + 0.04) / 2
        assertThat(one.score().score()).isCloseTo(0.34, EXACT);
        assertThat(one.score().uncertainty()).isZero();
    }
}
