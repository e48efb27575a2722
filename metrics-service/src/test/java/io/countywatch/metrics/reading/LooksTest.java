package io.countywatch.metrics.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.metrics.http.UnreadableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final int WAITERS = 40;
    private static final int LOOKS_EACH = 5;

    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private boolean away;
    private final Looks looks = new Looks(new Progress(null) {
        @Override
        public Map<Integer, Long> positions() {
            if (away) {
                throw new UnreadableException("positions", new SQLException());
            }
            return Map.of(0, (long) asked.incrementAndGet());
        }
    });

    @AfterEach
    void ended() {
        threads.shutdownNow();
        looks.stop();
    }

    @Test
    void who_waits_together_asks_the_database_once_a_look() throws Exception {
        Callable<Void> waiter = () -> {
            long last = 0;
            for (int i = 0; i < LOOKS_EACH; i++) {
                long seen = looks.next(TimeUnit.SECONDS.toNanos(10)).get(0);
                assertThat(seen).as("each look is a new one").isGreaterThan(last);
                last = seen;
            }
            return null;
        };
        List<Future<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITERS; i++) {
            waiting.add(threads.submit(waiter));
        }

        for (Future<Void> one : waiting) {
            one.get(20, TimeUnit.SECONDS);
        }

        assertThat(asked.get()).isBetween(LOOKS_EACH, WAITERS);
    }

    @Test
    void nobody_who_waits_asks_nothing_and_an_end_of_patience_is_no_answer() {
        assertThat(looks.next(0)).isNull();
        assertThat(looks.next(TimeUnit.SECONDS.toNanos(10))).isNotNull();
        int after = asked.get();

        assertThat(looks.now()).isEqualTo(Map.of(0, after + 1L));
        assertThat(asked.get()).isEqualTo(after + 1);
    }

    @Test
    void a_database_that_does_not_answer_is_told_to_each_and_looked_at_again() {
        away = true;
        assertThatThrownBy(() -> looks.next(TimeUnit.SECONDS.toNanos(10))).isInstanceOf(UnreadableException.class);
        away = false;

        assertThat(looks.next(TimeUnit.SECONDS.toNanos(10))).isNotNull();
    }
}
