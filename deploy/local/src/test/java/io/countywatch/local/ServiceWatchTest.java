package io.countywatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServiceWatchTest {

    private static final Duration OFTEN = Duration.ofMillis(5);

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private volatile boolean intakeRuns = true;
    private volatile RuntimeException unreadable;
    private volatile Error broken;
    private volatile boolean closing;
    private volatile String endedServer;

    @Test
    void a_service_that_ends_and_comes_back_is_said_once_each() {
        try (ServiceWatch watch = watch()) {
            intakeRuns = false;
            await().untilAsserted(() -> assertThat(said)
                    .containsExactly("intake-service has ended; its log is logs/intake.log; start it again with:"
                            + " deploy/local/restart intake-service --data here"));
            intakeRuns = true;
            await().untilAsserted(() -> assertThat(said).contains("intake-service runs again"));
        }
        assertThat(said).hasSize(2);
    }

    @Test
    void what_cannot_be_looked_at_ends_neither_the_watch_nor_the_look_at_the_others() {
        AtomicInteger looks = new AtomicInteger();
        unreadable = new UncheckedIOException(new IOException("half a process id"));
        try (ServiceWatch watch = watch(looks)) {
            await().untilAsserted(() -> assertThat(said).anyMatch(line -> line.contains("half a process id")));
            intakeRuns = false;
            await().untilAsserted(() -> assertThat(said).anyMatch(line -> line.startsWith("intake-service has ended")));
            unreadable = null;
            int before = looks.get();
            await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(before + 2));
            broken = new NoClassDefFoundError("a class could not be loaded");
            await().untilAsserted(
                            () -> assertThat(said).anyMatch(line -> line.contains("a class could not be loaded")));
            broken = null;
            intakeRuns = true;
            await().untilAsserted(() -> assertThat(said).contains("intake-service runs again"));
        }
        assertThat(said).hasSize(4);
    }

    @Test
    void services_that_are_stopped_on_purpose_have_not_ended_by_themselves() {
        AtomicInteger looks = new AtomicInteger();
        closing = true;
        intakeRuns = false;
        try (ServiceWatch watch = watch(looks)) {
            await().untilAsserted(() -> assertThat(looks).hasValueGreaterThan(3));
        }
        assertThat(said).isEmpty();
    }

    @Test
    void without_a_server_the_waiting_thread_is_interrupted_and_told_why() {
        try (ServiceWatch watch = watch()) {
            endedServer = "Kafka has ended";
            assertThatThrownBy(() -> new CountDownLatch(1).await(10, TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(watch.endedServer()).isEqualTo("Kafka has ended");
        }
    }

    private ServiceWatch watch() {
        return watch(new AtomicInteger());
    }

    private ServiceWatch watch(AtomicInteger looks) {
        ServiceWatch.Watched alert = new ServiceWatch.Watched("alert-service", Path.of("logs/alert.log"), () -> {
            looks.incrementAndGet();
            if (unreadable != null) {
                throw unreadable;
            }
            if (broken != null) {
                throw broken;
            }
            return true;
        });
        ServiceWatch.Watched intake =
                new ServiceWatch.Watched("intake-service", Path.of("logs/intake.log"), () -> intakeRuns);
        return new ServiceWatch(
                new ServiceWatch.Sight(List.of(alert, intake), () -> Optional.ofNullable(endedServer), () -> closing),
                said::add,
                " --data here",
                OFTEN);
    }
}
