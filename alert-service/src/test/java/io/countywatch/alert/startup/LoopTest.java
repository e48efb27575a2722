package io.countywatch.alert.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration PAUSE = Duration.ofMillis(5);

    @Test
    void goes_on_after_a_failure_of_any_kind() {
        AtomicInteger turns = new AtomicInteger();
        Runnable task = () -> {
            switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("the database is away");
                case 2 -> throw new NoClassDefFoundError("a class could not be loaded");
                case 3 -> throw new AssertionError("the driver found its connection dead");
                default -> {}
            }
        };

        try (Loop loop = Loop.start("test", PAUSE, task)) {
            await().untilAsserted(() -> assertThat(turns).hasValueGreaterThan(4));
            await().untilAsserted(() -> assertThat(loop.sinceSuccess()).isLessThan(Duration.ofSeconds(1)));
        }
    }

    @Test
    void a_turn_that_fails_is_no_success() {
        try (Loop loop = Loop.start("test", PAUSE, () -> {
            throw new NoClassDefFoundError("for ever");
        })) {
            await().untilAsserted(() -> assertThat(loop.sinceSuccess()).isGreaterThan(Duration.ofMillis(100)));
        }
    }

    @Test
    void a_loop_that_stands_still_or_was_never_started_is_not_ready() {
        CountDownLatch held = new CountDownLatch(1);
        try (Loop loop = Loop.start("test", PAUSE, () -> await().until(() -> held.getCount() == 0))) {
            Duration patience = Duration.ofMillis(200);
            await().untilAsserted(() -> assertThat(status(loop, patience)).isEqualTo(Status.DOWN));
            held.countDown();
            await().untilAsserted(() -> assertThat(status(loop, patience)).isEqualTo(Status.UP));
        }
        assertThat(status(null, Duration.ofDays(1))).isEqualTo(Status.DOWN);
    }

    private static Status status(Loop loop, Duration patience) {
        return Loop.readiness("test", loop, patience).build().getStatus();
    }
}
