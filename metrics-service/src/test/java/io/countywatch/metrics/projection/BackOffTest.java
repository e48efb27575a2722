package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff(Duration.ofMillis(1), Duration.ofMillis(5));

    @Test
    void what_one_thread_is_stuck_with_shows_however_often_others_succeed() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        CompletableFuture<String> stuck = CompletableFuture.supplyAsync(() -> backOff.untilItSucceeds(() -> {
            if (!well.get()) {
                throw new IllegalStateException("away");
            }
            return "done";
        }));
        await().atMost(Duration.ofSeconds(20)).until(() -> backOff.failure() != null);

        for (int i = 0; i < 1_000; i++) {
            backOff.untilItSucceeds(() -> "done");
            assertThat(backOff.failure()).isEqualTo("IllegalStateException");
        }

        well.set(true);
        assertThat(stuck.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(backOff.failure()).isNull();
    }

    @Test
    void a_value_that_is_wrong_for_good_is_no_failure_of_the_database() {
        AtomicBoolean again = new AtomicBoolean();

        assertThatThrownBy(() -> backOff.untilItSucceeds(() -> {
                    if (again.getAndSet(true)) {
                        throw new ArithmeticException();
                    }
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(ArithmeticException.class);

        assertThat(backOff.failure()).isNull();
    }
}
