package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.publish.PublishStore.Cursor;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataClockTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Instant MAY_27 = Instant.parse("2020-05-27T04:00:00Z");
    private static final Instant MAY_20 = Instant.parse("2020-05-20T04:00:00Z");

    private final DataClock wall = clock(MetricsConfig.Clock.WALL);
    private final DataClock replay = clock(MetricsConfig.Clock.REPLAY);

    @Test
    void the_wall_clock_counts_through_today_in_the_campaigns_zone() {
        assertThat(wall.now(Map.of(), Map.of(), null)).isEqualTo(NOW);
        assertThat(wall.effectiveThrough(NOW)).isEqualTo(LocalDate.of(2026, 11, 24));
    }

    @Test
    void a_replay_counts_through_the_last_complete_day_of_its_data() {
        Instant now = replay.now(Map.of(0, new Cursor(5, MAY_27)), Map.of(0, 5L), null);

        assertThat(now).isEqualTo(MAY_27);
        assertThat(replay.effectiveThrough(now)).isEqualTo(LocalDate.of(2020, 5, 26));
    }

    @Test
    void a_replay_without_data_stands_before_the_campaign() {
        Instant now = replay.now(Map.of(), Map.of(0, 3L), null);

        assertThat(replay.effectiveThrough(now)).isEqualTo(LocalDate.of(2019, 12, 31));
    }

    @Test
    void a_partition_that_lags_after_a_long_silence_does_not_turn_the_replay_back() {
        Map<Integer, Cursor> cursors = Map.of(0, new Cursor(5, MAY_27), 1, new Cursor(2, MAY_20));

        assertThat(replay.now(cursors, Map.of(0, 5L, 1, 3L), MAY_27)).isEqualTo(MAY_27);
        assertThat(replay.now(cursors, Map.of(0, 5L, 1, 3L), null)).isEqualTo(MAY_20);
    }

    @Test
    void a_partition_without_a_cursor_lags_from_its_first_record_on() {
        Map<Integer, Cursor> cursors = Map.of(0, new Cursor(5, MAY_27));

        assertThat(replay.now(cursors, Map.of(0, 5L, 24, 0L), null)).isEqualTo(MAY_27);
        assertThat(replay.now(cursors, Map.of(0, 5L, 24, 1L), null)).isEqualTo(Instant.parse("2019-12-31T16:00:00Z"));
    }

    private static DataClock clock(MetricsConfig.Clock kind) {
        return new DataClock(kind, Campaigns.CHINA, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
