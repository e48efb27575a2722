package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.projection.CursorStore.Claim;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ContinuityTest {

    private static final TopicPartition P = new TopicPartition("household-events.v1", 3);

    private final Continuity continuity = new Continuity();

    @Test
    void what_begins_at_the_cursor_follows_it() {
        assertThat(continuity.holds(P, new Claim(1, 100), 100)).isTrue();
    }

    @Test
    void a_batch_polled_before_the_partition_was_won_again_does_not_follow() {
        assertThat(continuity.holds(P, new Claim(2, 100), 200)).isFalse();
        assertThat(continuity.holds(P, new Claim(2, 100), 300)).isFalse();
        assertThat(continuity.holds(P, new Claim(2, 100), 100)).isTrue();
    }

    @Test
    void a_hole_in_the_log_itself_is_believed_when_it_is_read_again() {
        assertThat(continuity.holds(P, new Claim(2, 100), 105)).isFalse();
        assertThat(continuity.holds(P, new Claim(2, 100), 105)).isTrue();
    }

    @Test
    void a_hole_is_believed_also_when_more_had_been_polled_behind_it() {
        assertThat(continuity.holds(P, new Claim(2, 100), 105)).isFalse();
        assertThat(continuity.holds(P, new Claim(2, 100), 205)).isFalse();
        assertThat(continuity.holds(P, new Claim(2, 100), 105)).isTrue();
    }

    @Test
    void a_new_claim_believes_nothing_that_was_seen_under_the_old_one() {
        assertThat(continuity.holds(P, new Claim(2, 100), 200)).isFalse();
        assertThat(continuity.holds(P, new Claim(3, 100), 200)).isFalse();
    }
}
