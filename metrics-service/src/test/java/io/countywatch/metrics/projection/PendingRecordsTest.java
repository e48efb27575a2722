package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {

    private final PendingRecords pending = new PendingRecords();

    @Test
    void what_is_enough_goes_at_once_and_no_batch_is_larger_than_it_may_be() throws InterruptedException {
        pending.add(Map.of(partition(1), records(1, 0, PendingRecords.MOST + 7)));

        Map<TopicPartition, List<Decoded>> batch = pending.take();

        assertThat(batch).containsOnlyKeys(partition(1));
        assertThat(offsets(batch, 1)).hasSize(PendingRecords.MOST).startsWith(0L);
        pending.done(batch.keySet());
        assertThat(offsets(pending.take(), 1)).hasSize(7).startsWith((long) PendingRecords.MOST);
    }

    @Test
    void a_partition_that_is_under_way_waits_and_others_go_on() throws InterruptedException {
        pending.add(Map.of(partition(1), records(1, 0, PendingRecords.FEW)));
        var first = pending.take();
        pending.add(Map.of(partition(1), records(1, PendingRecords.FEW, PendingRecords.FEW)));
        pending.add(Map.of(partition(2), records(2, 0, PendingRecords.FEW)));

        assertThat(pending.take()).containsOnlyKeys(partition(2));

        pending.done(first.keySet());
        assertThat(offsets(pending.take(), 1)).hasSize(PendingRecords.FEW).startsWith((long) PendingRecords.FEW);
    }

    @Test
    void a_few_are_gathered_for_a_moment() throws InterruptedException {
        pending.add(Map.of(partition(1), records(1, 0, 2)));
        pending.add(Map.of(partition(2), records(2, 0, 3), partition(1), records(1, 2, 1)));

        var batch = pending.take();

        assertThat(offsets(batch, 1)).containsExactly(0L, 1L, 2L);
        assertThat(offsets(batch, 2)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void polls_with_a_seek_between_them_are_no_one_batch() throws InterruptedException {
        pending.add(Map.of(partition(1), records(1, 0, 10)));
        pending.add(Map.of(partition(1), records(1, 20, 10)));

        var before = pending.take();
        assertThat(offsets(before, 1)).hasSize(10).endsWith(9L);
        pending.done(before.keySet());

        assertThat(offsets(pending.take(), 1)).hasSize(10).startsWith(20L);
    }

    @Test
    void whoever_polls_waits_for_room() throws InterruptedException {
        pending.add(Map.of(partition(1), records(1, 0, PendingRecords.ROOM + 1)));
        Thread poller = new Thread(() -> {
            try {
                pending.add(Map.of(partition(2), records(2, 0, 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        poller.start();
        await().until(() -> poller.getState() == Thread.State.WAITING);

        pending.take();

        poller.join(10_000);
        assertThat(poller.isAlive()).isFalse();
    }

    @Test
    void whoever_waits_is_sent_home_when_it_is_closed() throws InterruptedException {
        Thread lane = new Thread(() -> {
            try {
                assertThat(pending.take()).isNull();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lane.start();
        await().until(() -> lane.getState() == Thread.State.TIMED_WAITING);

        pending.close();

        lane.join(10_000);
        assertThat(lane.isAlive()).isFalse();
    }

    @Test
    void each_record_is_taken_once_in_its_order_and_no_two_lanes_have_one_partition() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("seed: " + seed);
        Random random = new Random(seed);
        Map<TopicPartition, AtomicInteger> lanesOf = new ConcurrentHashMap<>();
        Map<TopicPartition, List<Long>> taken = new ConcurrentHashMap<>();
        List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> lanes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lanes.add(new Thread(() -> drain(lanesOf, taken, faults)));
        }
        lanes.forEach(Thread::start);
        Map<Integer, Integer> sent = new HashMap<>();
        for (int poll = 0; poll < 300; poll++) {
            Map<TopicPartition, List<Decoded>> polled = new HashMap<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int partition = random.nextInt(6);
                int from = sent.getOrDefault(partition, 0);
                int more = 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 40);
                if (polled.putIfAbsent(partition(partition), records(partition, from, more)) == null) {
                    sent.put(partition, from + more);
                }
            }
            pending.add(polled);
        }
        int all = sent.values().stream().mapToInt(Integer::intValue).sum();
        await().until(() -> taken.values().stream().mapToInt(List::size).sum() >= all || !faults.isEmpty());
        pending.close();
        for (Thread lane : lanes) {
            lane.join();
        }

        assertThat(faults).as("seed %d", seed).isEmpty();
        sent.forEach((partition, records) -> assertThat(taken.get(partition(partition)))
                .as("seed %d partition %d", seed, partition)
                .isEqualTo(LongStream.range(0, records).boxed().toList()));
    }

    private void drain(
            Map<TopicPartition, AtomicInteger> lanesOf, Map<TopicPartition, List<Long>> taken, List<String> faults) {
        try {
            for (var batch = pending.take(); batch != null; batch = pending.take()) {
                batch.forEach((partition, records) -> {
                    if (lanesOf.computeIfAbsent(partition, any -> new AtomicInteger())
                                    .incrementAndGet()
                            != 1) {
                        faults.add("two lanes have " + partition);
                    }
                    taken.computeIfAbsent(partition, any -> java.util.Collections.synchronizedList(new ArrayList<>()))
                            .addAll(records.stream()
                                    .map(one -> one.position().offset())
                                    .toList());
                });
                batch.keySet().forEach(partition -> lanesOf.get(partition).decrementAndGet());
                pending.done(batch.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("household-events.v1", number);
    }

    private static List<Decoded> records(int partition, int from, int records) {
        return LongStream.range(from, from + records)
                .<Decoded>mapToObj(offset -> new Decoded.Poison(
                        new Position("household-events.v1", partition, offset), "any", "any", null, null, false, null))
                .toList();
    }

    private static List<Long> offsets(Map<TopicPartition, List<Decoded>> batch, int partition) {
        return batch.get(partition(partition)).stream()
                .map(one -> one.position().offset())
                .toList();
    }
}
