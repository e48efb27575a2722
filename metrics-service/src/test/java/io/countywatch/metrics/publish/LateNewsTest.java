package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateNewsTest {

    private static final int TODAY = 18_410;

    private final LateNews news = new LateNews();

    @Test
    void what_comes_on_its_day_restates_nothing_neither_then_nor_later() {
        news.take(TODAY, TODAY, TODAY);

        for (int day = TODAY; day < TODAY + 4; day++) {
            assertRestated(day, false, false, false);
        }
    }

    @Test
    void what_comes_late_restates_every_day_from_the_one_on_that_it_counts_for_until_that_is_final() {
        news.take(TODAY - 1, TODAY, TODAY);
        assertRestated(TODAY, true, false, false);
        assertRestated(TODAY + 1, false, true, false);
        assertRestated(TODAY + 2, false, false, true);
        assertRestated(TODAY + 3, false, false, false);
    }

    @Test
    void what_counts_for_longer_ago_restates_all_days_and_tomorrow_those_that_are_left() {
        news.take(TODAY - 40, TODAY, TODAY);
        assertRestated(TODAY, true, true, true);
        assertRestated(TODAY + 1, false, true, true);
        assertRestated(TODAY + 2, false, false, true);
        assertRestated(TODAY + 3, false, false, false);
    }

    @Test
    void what_came_on_a_day_was_in_that_days_figures_already() {
        news.take(TODAY - 1, TODAY, TODAY);
        news.take(TODAY + 1, TODAY + 1, TODAY + 1);

        assertRestated(TODAY + 1, false, true, false);
    }

    @Test
    void a_day_without_a_look_loses_nothing_that_is_still_asked_for() {
        news.take(TODAY - 1, TODAY, TODAY);

        assertRestated(TODAY + 2, false, false, true);
    }

    @Test
    void what_is_read_anew_counts_by_the_day_on_which_it_was_received() {
        news.take(TODAY - 40, TODAY - 2, TODAY);
        assertRestated(TODAY, false, false, true);
        news.take(TODAY - 2, TODAY - 1, TODAY);
        assertRestated(TODAY, false, true, true);
        news.take(TODAY - 1, TODAY, TODAY);
        assertRestated(TODAY, true, true, true);
    }

    @Test
    void a_clock_that_is_set_back_hides_nothing() {
        news.take(TODAY - 3, TODAY, TODAY);

        assertRestated(TODAY - 1, true, true, false);
    }

    private void assertRestated(int today, boolean dayBefore, boolean twoDaysBefore, boolean threeDaysBefore) {
        assertThat(news.restates(today, 1)).isEqualTo(dayBefore);
        assertThat(news.restates(today, 2)).isEqualTo(twoDaysBefore);
        assertThat(news.restates(today, 3)).isEqualTo(threeDaysBefore);
    }
}
