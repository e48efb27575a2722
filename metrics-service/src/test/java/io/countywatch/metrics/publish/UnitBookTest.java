package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.fold.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class UnitBookTest {

    private static final LocalDate MAY_28 = LocalDate.of(2020, 5, 28);
    private static final Measure STATUS = Campaigns.CHINA.measures().get("status");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Ledger ledger = new Ledger();

    @Test
    void windows_hold_the_net_completions_of_seven_days_each_and_the_last_ends_on_the_day() {
        ledger.status(MAY_28, "LIFTED", 1, 4)
                .status(MAY_28.minusDays(6), "LIFTED", 1, 3)
                .status(MAY_28.minusDays(7), "LIFTED", 1, 2)
                .status(MAY_28.minusDays(7), "LIFTED", -1, -5)
                .status(MAY_28.minusDays(90), "LIFTED", 1, 9)
                .status(MAY_28.minusDays(91), "LIFTED", 1, 100)
                .status(MAY_28.plusDays(1), "LIFTED", 1, 1000);

        assertThat(book().windows(STATUS, MAY_28)).containsExactly(9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -3, 7);
    }

    @Test
    void what_happens_after_the_day_does_not_count_yet() {
        ledger.status(MAY_28, "POOR", 2, 9).status(MAY_28.plusDays(1), "POOR", -1, -4);

        assertThat(book().measures(MAY_28).get("status")).containsEntry("POOR", new Count(2, 9));
        assertThat(book().measures(MAY_28.plusDays(1)).get("status")).containsEntry("POOR", new Count(1, 5));
        assertThat(book().measures(MAY_28.minusDays(1))).isEmpty();
    }

    @Test
    void what_remains_is_scope_without_what_is_done() {
        ledger.status(MAY_28, "POOR", 2, 9).status(MAY_28, "LIFTED", 5, 20).status(MAY_28, "REMOVED", 1, 3);

        assertThat(book().remaining(STATUS, MAY_28)).isEqualTo(9);
    }

    @Test
    void the_last_report_is_the_latest_that_stands_by_when_it_happened() {
        ledger.report(MAY_28.minusDays(9)).late(5).report(MAY_28.minusDays(20));

        assertThat(book().lastReportDay(MAY_28)).isEqualTo(MAY_28.minusDays(9));
        assertThat(book().lastReportAt(MAY_28, ZONE)).isEqualTo(Instant.parse("2020-05-19T04:00:00Z"));
        assertThat(book().lastReportAt(MAY_28.minusDays(10), ZONE)).isEqualTo(Instant.parse("2020-05-08T15:59:59Z"));
        assertThat(book().lastReportAt(MAY_28.minusDays(30), ZONE)).isNull();
    }

    @Test
    void late_is_what_came_more_than_three_days_after_it_happened() {
        ledger.report(MAY_28).report(MAY_28.minusDays(1)).late(3).report(MAY_28.minusDays(4));
        ledger.late(4).report(MAY_28.minusDays(4));

        assertThat(book().lateShare7d(MAY_28)).isEqualTo(0.25);
        assertThat(book().lateShare7d(MAY_28.minusDays(20))).isZero();
    }

    @Test
    void what_is_taken_back_later_came_all_the_same_and_taking_it_back_is_no_arrival() {
        ledger.report(MAY_28).report(MAY_28.minusDays(1)).late(4).report(MAY_28.minusDays(4));
        double before = book().lateShare7d(MAY_28);

        // Both came weeks ago, one of them in time; today they turn out to be mistakes.
        ledger.late(0).report(MAY_28.minusDays(20)).late(5).report(MAY_28.minusDays(30));
        ledger.late(20).takenBack(MAY_28.minusDays(20)).late(30).takenBack(MAY_28.minusDays(30));

        assertThat(book().lateShare7d(MAY_28)).isEqualTo(before).isEqualTo(0.333);
    }

    @Test
    void how_much_came_late_can_be_told_of_the_days_before_too_when_older_days_are_given_up() {
        ledger.book().reading(MAY_28, null);
        for (int ago = 0; ago < 100; ago++) {
            ledger.late(0)
                    .report(MAY_28.minusDays(ago))
                    .late(ago % 2 == 0 ? 5 : 1)
                    .report(MAY_28.minusDays(ago + 5));
        }
        double today = book().lateShare7d(MAY_28);
        double before = book().lateShare7d(MAY_28.minusDays(3));

        ledger.book().forgetBefore(MAY_28);

        assertThat(today).isEqualTo(0.333); // four of twelve
        assertThat(book().lateShare7d(MAY_28)).isEqualTo(today);
        assertThat(book().lateShare7d(MAY_28.minusDays(3))).isEqualTo(before).isEqualTo(0.231); // three of thirteen
    }

    private UnitBook book() {
        return ledger.book().county(Ledger.BUTUO);
    }
}
