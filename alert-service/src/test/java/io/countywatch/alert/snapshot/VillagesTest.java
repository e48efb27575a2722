package io.countywatch.alert.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VillagesTest {

    private static final LocalDate MAY_1 = LocalDate.of(2020, 5, 1);

    private final Villages villages = new Villages(Set.of("a", "b"));

    @Test
    void a_village_has_what_it_had_until_newer_figures_come() {
        accept("a", 1, MAY_1);

        assertThat(villages.of(MAY_1.minusDays(1))).isEmpty();
        assertThat(revision("a", MAY_1)).isEqualTo(1);
        assertThat(revision("a", MAY_1.plusDays(30))).isEqualTo(1);
    }

    @Test
    void figures_ahead_of_the_day_do_not_hide_what_it_had_then() {
        accept("a", 1, MAY_1);
        accept("a", 2, MAY_1.plusDays(2));
        accept("a", 3, MAY_1.plusDays(3));
        accept("b", 4, MAY_1.plusDays(3));

        assertThat(villages.of(MAY_1.plusDays(1))).containsOnlyKeys("a");
        assertThat(revision("a", MAY_1.plusDays(1))).isEqualTo(1);
        assertThat(revision("a", MAY_1.plusDays(2))).isEqualTo(2);
        assertThat(revision("a", MAY_1.plusDays(4))).isEqualTo(3);
    }

    @Test
    void what_is_not_newer_and_who_is_unknown_is_dropped() {
        assertThat(accept("a", 5, MAY_1)).isEqualTo(Snapshots.Outcome.TAKEN);
        assertThat(accept("a", 5, MAY_1)).isEqualTo(Snapshots.Outcome.NOT_NEWER);
        assertThat(accept("a", 4, MAY_1.plusDays(1))).isEqualTo(Snapshots.Outcome.NOT_NEWER);
        assertThat(accept("c", 1, MAY_1)).isEqualTo(Snapshots.Outcome.UNKNOWN_UNIT);
        assertThat(villages.version()).isEqualTo(1);
    }

    @Test
    void what_was_kept_comes_back_whatever_the_topic_has_told_since() {
        accept("a", 7, MAY_1.plusDays(2));
        villages.restore(figures("a", 3, MAY_1));
        villages.restore(figures("b", 3, MAY_1));

        assertThat(revision("a", MAY_1)).isEqualTo(3);
        assertThat(revision("a", MAY_1.plusDays(2))).isEqualTo(7);
        assertThat(accept("b", 2, MAY_1)).isEqualTo(Snapshots.Outcome.NOT_NEWER);
        assertThat(revision("b", MAY_1)).isEqualTo(3);
    }

    @Test
    void what_no_later_day_needs_is_forgotten() {
        accept("a", 1, MAY_1);
        accept("a", 2, MAY_1.plusDays(2));
        accept("a", 3, MAY_1.plusDays(4));

        villages.forgetBefore(MAY_1.plusDays(3));

        assertThat(villages.of(MAY_1)).isEmpty();
        assertThat(revision("a", MAY_1.plusDays(3))).isEqualTo(2);
        assertThat(revision("a", MAY_1.plusDays(4))).isEqualTo(3);
    }

    @Test
    void figures_of_a_running_day_say_what_has_come_for_the_day_before_which_is_the_one_that_is_asked_for() {
        Villages running = Villages.ofRunningDays(Set.of("a"));
        running.accept(done(1, MAY_1, 5));
        running.accept(done(2, MAY_1.plusDays(1), 6));
        assertThat(running.of(MAY_1).get("a")).isEqualTo(done(1, MAY_1, 5));

        running.accept(done(3, MAY_1.plusDays(1), 8, done(3, MAY_1, 7), done(3, MAY_1.minusDays(1), 4)));
        VillageFigures restated = running.of(MAY_1).get("a");
        assertThat(restated).isEqualTo(done(3, MAY_1, 7, done(3, MAY_1.minusDays(1), 4)));

        running.accept(done(4, MAY_1.plusDays(1), 9, done(4, MAY_1, 7), done(4, MAY_1.minusDays(1), 4)));
        assertThat(running.of(MAY_1).get("a"))
                .as("only the running day has news")
                .isSameAs(restated);
        assertThat(running.of(MAY_1.plusDays(1)).get("a").revision()).isEqualTo(4);
    }

    @Test
    void what_was_kept_of_the_day_before_hides_nothing_of_the_running_day() {
        Villages running = Villages.ofRunningDays(Set.of("a"));
        running.restore(done(3, MAY_1, 7));

        assertThat(running.accept(done(3, MAY_1.plusDays(1), 8, done(3, MAY_1, 7))))
                .isEqualTo(Snapshots.Outcome.TAKEN);
        assertThat(running.of(MAY_1.plusDays(1))
                        .get("a")
                        .measure("resettlement")
                        .done())
                .isEqualTo(8);
        assertThat(running.of(MAY_1).get("a").measure("resettlement").done()).isEqualTo(7);
    }

    @Test
    void what_was_kept_does_not_hide_what_the_topic_has_told_of_that_day_since() {
        Villages running = Villages.ofRunningDays(Set.of("a"));
        running.accept(done(9, MAY_1.plusDays(1), 8, done(9, MAY_1, 6)));

        running.restore(done(7, MAY_1, 5));

        assertThat(running.of(MAY_1).get("a").measure("resettlement").done()).isEqualTo(6);
    }

    private static VillageFigures done(long revision, LocalDate day, long done, VillageFigures... previous) {
        MeasureFigures figures = new MeasureFigures(10, done, 0, List.of());
        return new VillageFigures("a", day, revision, null, Map.of("resettlement", figures), List.of(previous));
    }

    private long revision(String village, LocalDate day) {
        return villages.of(day).get(village).revision();
    }

    private Snapshots.Outcome accept(String village, long revision, LocalDate day) {
        return villages.accept(figures(village, revision, day));
    }

    private static VillageFigures figures(String village, long revision, LocalDate day) {
        return new VillageFigures(village, day, revision, null, Map.of(), List.of());
    }
}
