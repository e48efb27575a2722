package io.countywatch.metrics.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void turns_go_on_after_a_failure_of_any_kind() {
        AtomicInteger turns = new AtomicInteger();
        Runnable task = () -> {
            switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("the database is away");
                case 2 -> throw new NoClassDefFoundError("a class could not be loaded");
                default -> {}
            }
        };
        var timer = Executors.newSingleThreadScheduledExecutor();
        try {
            timer.scheduleWithFixedDelay(Turns.surviving("test", task), 0, 5, TimeUnit.MILLISECONDS);

            await().untilAsserted(() -> assertThat(turns).hasValueGreaterThan(3));
        } finally {
            timer.shutdownNow();
        }
    }
}
