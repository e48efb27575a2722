package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StalenessTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final LocalDate MAY_27 = LocalDate.of(2020, 5, 27);

    @Test
    void figures_of_yesterday_do_for_half_an_hour_after_midnight() {
        Instant midnight = MAY_27.plusDays(1).atStartOfDay(ZONE).toInstant();

        assertThat(Staleness.onTheWall(heard(MAY_27, midnight), midnight.plusSeconds(1799), GRACE, ZONE))
                .isFalse();
        assertThat(Staleness.onTheWall(heard(MAY_27, midnight), midnight.plusSeconds(1800), GRACE, ZONE))
                .isTrue();
        assertThat(Staleness.onTheWall(heard(null, midnight), midnight, GRACE, ZONE))
                .isTrue();
    }

    @Test
    void figures_of_today_are_stale_when_nothing_was_published_for_half_an_hour() {
        Instant noon = MAY_27.atTime(12, 0).atZone(ZONE).toInstant();

        assertThat(Staleness.onTheWall(heard(MAY_27, noon), noon.plus(GRACE), GRACE, ZONE))
                .isFalse();
        assertThat(Staleness.onTheWall(heard(MAY_27, noon), noon.plus(GRACE).plusMillis(1), GRACE, ZONE))
                .isTrue();
        assertThat(Staleness.onTheWall(heard(MAY_27, null), noon.plus(GRACE).plusMillis(1), GRACE, ZONE))
                .as("of a publisher that does not say when")
                .isFalse();
    }

    private static Staleness.Heard heard(LocalDate reachedByAll, Instant published) {
        return new Staleness.Heard(Optional.ofNullable(reachedByAll), Optional.ofNullable(published));
    }

    @Test
    void in_a_replay_a_county_two_days_behind_the_others_is_stale() {
        assertThat(Staleness.inAReplay(Optional.of(MAY_27), Optional.of(MAY_27.plusDays(1))))
                .isFalse();
        assertThat(Staleness.inAReplay(Optional.of(MAY_27), Optional.of(MAY_27.plusDays(2))))
                .isTrue();
        assertThat(Staleness.inAReplay(Optional.empty(), Optional.empty())).isFalse();
    }

    @Test
    void soon_after_a_start_only_fresh_figures_say_anything() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Instant noon = LocalDate.of(2020, 5, 28).atTime(12, 0).atZone(zone).toInstant();
        Duration grace = Duration.ofMinutes(30);
        Staleness.Heard old = heard(LocalDate.of(2020, 5, 26), null);
        Staleness.Heard fresh = heard(LocalDate.of(2020, 5, 28), noon);

        assertThat(Staleness.onTheWallSince(noon, heard(null, null), noon, grace, zone))
                .isEmpty();
        assertThat(Staleness.onTheWallSince(noon, old, noon.plusSeconds(60), grace, zone))
                .isEmpty();
        assertThat(Staleness.onTheWallSince(noon, fresh, noon.plusSeconds(60), grace, zone))
                .contains(false);
        assertThat(Staleness.onTheWallSince(noon, old, noon.plus(grace), grace, zone))
                .contains(true);
    }

    @Test
    void a_day_that_is_not_over_is_not_evaluated_give_or_take_ten_minutes() {
        LocalDate day = LocalDate.of(2020, 5, 28);
        Instant end = day.plusDays(1).atStartOfDay(ZONE).toInstant();

        assertThat(Staleness.isOver(day, end.minusSeconds(601), ZONE)).isFalse();
        assertThat(Staleness.isOver(day, end.minusSeconds(600), ZONE)).isTrue();
        assertThat(Staleness.isOver(day, end.plus(Duration.ofDays(300)), ZONE)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_puts_nothing_off() {
        Instant now = Instant.parse("2020-05-28T00:00:00Z");
        Duration pause = Duration.ofSeconds(5);

        assertThat(Due.isAhead(now.plusSeconds(5), now, pause)).isTrue();
        assertThat(Due.isAhead(now, now, pause)).isFalse();
        assertThat(Due.isAhead(now.plusSeconds(5), now.minus(Duration.ofDays(365)), pause))
                .isFalse();
        assertThat(Due.isAhead(now.plusSeconds(5), now.plus(Duration.ofDays(365)), pause))
                .isFalse();
        assertThat(Due.isAhead(Instant.MIN, now, pause)).isFalse();
    }
}
