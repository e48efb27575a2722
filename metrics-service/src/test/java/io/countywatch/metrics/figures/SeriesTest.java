package io.countywatch.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.Series.Change;
import io.countywatch.metrics.figures.Series.Point;
import io.countywatch.metrics.fold.Count;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final LocalDate MAY_1 = LocalDate.of(2020, 5, 1);
    private static final Measure STATUS = Campaigns.CHINA.measures().get("status");
    private static final Measure PLACEMENT = Campaigns.CHINA.measures().get("placement");

    @Test
    void a_point_has_the_counts_at_the_end_of_its_day_and_the_net_completions_of_its_step() {
        List<Change> changes = List.of(
                new Change(MAY_1, "status", "POOR", new Count(2, 9)),
                new Change(MAY_1.plusDays(1), "status", "POOR", new Count(-2, -9)),
                new Change(MAY_1.plusDays(1), "status", "LIFTED", new Count(2, 9)));

        assertThat(Series.points(STATUS, changes, MAY_1, MAY_1.plusDays(2), 1))
                .containsExactly(
                        new Point(MAY_1, new TreeMap<>(Map.of("POOR", new Count(2, 9))), 0),
                        new Point(MAY_1.plusDays(1), new TreeMap<>(Map.of("LIFTED", new Count(2, 9))), 9),
                        new Point(MAY_1.plusDays(2), new TreeMap<>(Map.of("LIFTED", new Count(2, 9))), 0));
    }

    @Test
    void weeks_end_on_the_last_day() {
        List<Change> changes = List.of(
                new Change(MAY_1.plusDays(3), "status", "LIFTED", new Count(1, 4)),
                new Change(MAY_1.plusDays(10), "status", "LIFTED", new Count(1, 3)));

        assertThat(Series.points(STATUS, changes, MAY_1, MAY_1.plusDays(13), 7))
                .extracting(Point::date, Point::net)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(MAY_1.plusDays(6), 4L),
                        org.assertj.core.groups.Tuple.tuple(MAY_1.plusDays(13), 3L));
    }

    @Test
    void a_placement_shows_its_kinds_and_counts_the_trainings_that_were_placed() {
        List<Change> changes = List.of(
                new Change(MAY_1, "training", "PLACED", new Count(1, 1)),
                new Change(MAY_1, "placement", "EMPLOYMENT", new Count(1, 1)));

        assertThat(Series.points(PLACEMENT, changes, MAY_1, MAY_1, 1))
                .containsExactly(new Point(MAY_1, new TreeMap<>(Map.of("EMPLOYMENT", new Count(1, 1))), 1));
    }

    @Test
    void an_empty_range_has_no_points() {
        assertThat(Series.points(STATUS, List.of(), MAY_1, MAY_1.minusDays(1), 1))
                .isEmpty();
    }
}
