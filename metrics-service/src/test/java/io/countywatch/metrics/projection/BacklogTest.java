package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Backlog<Integer> backlog = new Backlog<>();

    @Test
    void what_waits_is_summed_over_our_own_partitions() {
        backlog.look(Map.of(0, 100L, 1, 50L, 2, 7L), Map.of(0, 90L, 1, 50L), 0);

        assertThat(backlog.records()).isEqualTo(10);
        assertThat(backlog.ageSeconds()).isZero();
    }

    @Test
    void a_cursor_that_stands_still_while_records_wait_gets_older() {
        backlog.look(Map.of(0, 100L, 1, 10L), Map.of(0, 90L, 1, 0L), 0);
        backlog.look(Map.of(0, 120L, 1, 10L), Map.of(0, 90L, 1, 5L), 30 * SECOND);

        assertThat(backlog.ageSeconds()).isEqualTo(30);
    }

    @Test
    void a_cursor_that_moves_is_young_again_and_a_lost_partition_is_forgotten() {
        backlog.look(Map.of(0, 100L, 1, 10L), Map.of(0, 90L, 1, 0L), 0);
        backlog.look(Map.of(0, 100L), Map.of(0, 91L), 30 * SECOND);

        assertThat(backlog.ageSeconds()).isZero();
        assertThat(backlog.records()).isEqualTo(9);
    }

    @Test
    void nothing_waits_where_the_cursor_is_at_the_end() {
        backlog.look(Map.of(0, 100L), Map.of(0, 90L), 0);
        backlog.look(Map.of(0, 100L), Map.of(0, 100L), 60 * SECOND);

        assertThat(backlog.ageSeconds()).isZero();
        assertThat(backlog.records()).isZero();
    }
}
