package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class SubjectKeyTest {

    @Test
    void keys_of_a_partition_lie_together_in_the_order_of_the_index() {
        for (int i = 0; i < 1_000; i++) {
            String subject = "household-" + i;
            int partition = BuiltInPartitioner.partitionForKey(subject.getBytes(StandardCharsets.UTF_8), 24);

            assertThat(SubjectKey.of(subject).high()).isBetween((long) partition << 58, ((partition + 1L) << 58) - 1);
        }
    }

    @Test
    void subjects_do_not_meet() {
        Set<SubjectKey> keys = new HashSet<>();
        Set<Long> high = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            keys.add(SubjectKey.of("household-" + i));
            high.add(SubjectKey.of("household-" + i).high());
        }
        assertThat(keys).hasSize(100_000);
        assertThat(high).hasSize(100_000);
    }
}
