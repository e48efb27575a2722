package io.countywatch.metrics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ValveTest {

    private final List<Long> pauses = new ArrayList<>();
    private final Valve valve = new Valve(pauses::add);

    @Test
    void an_open_valve_lets_everything_through_at_once() {
        ConsumerRecords<String, String> polled = polled(Map.of(0, 10, 1, 5));

        assertThat(valve.pass(polled)).isSameAs(polled);
        assertThat(pauses).allMatch(pause -> pause == 0);
    }

    @Test
    void a_throttled_one_takes_the_time_that_so_many_records_may_take() {
        valve.throttle(1_000);

        valve.pass(polled(Map.of(0, 200, 1, 300)));

        assertThat(pauses).containsExactly(Duration.ofMillis(500).toNanos());
    }

    @Test
    void a_closed_one_lets_nothing_through_and_does_not_read_on_at_full_speed() {
        valve.close();

        assertThat(valve.pass(polled(Map.of(0, 10))).isEmpty()).isTrue();
        assertThat(pauses).hasSize(1).allMatch(pause -> pause > 0);
    }

    @Test
    void one_that_is_open_up_to_positions_lets_through_what_lies_before_them_and_nothing_of_other_partitions() {
        valve.throttle(1);
        valve.openUpTo(Map.of(0, 3L, 1, 0L));

        ConsumerRecords<String, String> passed = valve.pass(polled(Map.of(0, 10, 1, 10, 2, 10)));

        assertThat(passed.partitions()).containsExactly(new TopicPartition("t", 0));
        assertThat(passed.records(new TopicPartition("t", 0)))
                .extracting(ConsumerRecord::offset)
                .containsExactly(0L, 1L, 2L);
        // The live version stands still meanwhile: no throttle.
        assertThat(pauses).isEmpty();
    }

    @Test
    void an_opened_one_is_as_before() {
        valve.close();
        valve.open();

        assertThat(valve.pass(polled(Map.of(0, 10))).count()).isEqualTo(10);
    }

    private static ConsumerRecords<String, String> polled(Map<Integer, Integer> counts) {
        Map<TopicPartition, List<ConsumerRecord<String, String>>> records = new HashMap<>();
        counts.forEach((partition, count) -> {
            List<ConsumerRecord<String, String>> some = new ArrayList<>();
            for (int offset = 0; offset < count; offset++) {
                some.add(new ConsumerRecord<>("t", partition, offset, "key", "value"));
            }
            records.put(new TopicPartition("t", partition), some);
        });
        return new ConsumerRecords<>(records, Map.of());
    }
}
