package io.countywatch.metrics.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.ranking.Ranking.Level;
import io.countywatch.metrics.ranking.Ranking.Ranked;
import io.countywatch.metrics.ranking.Ranking.Standing;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final LocalDate DAY = LocalDate.of(2020, 6, 1);

    @Test
    void equal_levels_share_a_rank_and_the_next_is_not_moved_up() {
        Ranking ranking = Ranking.byLevel(
                "status",
                DAY,
                List.of(
                        standing("1", 1, 4, 0, 0, 1),
                        standing("2", 3, 4, 0, 0, 1),
                        standing("3", 6, 8, 0, 0, 1),
                        standing("4", 0, 0, 0, 0, 1)));

        assertThat(ranking.ranked()).extracting(Ranked::code).containsExactly("2", "3", "1");
        assertThat(ranking.ranked()).extracting(Ranked::rank).containsExactly(1, 1, 3);
        assertThat(ranking.notRanked()).isEqualTo(1);
    }

    @Test
    void a_gain_is_one_of_the_share_and_a_silent_county_has_none() {
        Ranking ranking = Ranking.byDelta(
                "status",
                DAY,
                30,
                List.of(
                        standing("1", 50, 100, 20, 100, 9),
                        standing("2", 50, 200, 50, 100, 9),
                        standing("3", 50, 100, 0, 0, 9),
                        standing("4", 50, 100, 50, 100, 0)));

        assertThat(ranking.ranked()).extracting(Ranked::value).containsExactly(0.3, -0.25);
        assertThat(ranking.notRanked()).isEqualTo(2);
        assertThat(ranking.window()).isEqualTo("30d");
    }

    @Test
    void in_a_table_a_small_number_hides_what_it_could_be_told_from() {
        Ranking ranking = Ranking.byLevel("status", DAY, List.of(standing("1", 4, 100, 0, 0, 1)));

        assertThat(ranking.rows(new Cells(false)).get(0)).containsExactly("1", "1", "county", "<5", "<5", "<5");
        assertThat(ranking.rows(new Cells(true)).get(0)).containsExactly("1", "1", "county", "0.04", "4", "100");
    }

    private static Standing standing(String code, long done, long scope, long doneThen, long scopeThen, long reports) {
        return new Standing(code, "county", new Level(done, scope), new Level(doneThen, scopeThen), reports);
    }
}
