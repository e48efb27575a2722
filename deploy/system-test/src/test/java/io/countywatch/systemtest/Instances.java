package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The processes of a running system's services, one by one. */
final class Instances {

    private static final int MOST = 3;

    private final LocalRun run;

    Instances(LocalRun run) {
        this.run = run;
    }

    /** One process of a service; number 1 is the first. */
    record Instance(String service, int number, ProcessHandle process) {

        /** SIGTERM, and waits for the end. */
        void terminate() {
            process.destroy();
            process.onExit().join();
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        void pause() {
            LocalRun.signal(process, "STOP");
        }

        void resume() {
            LocalRun.signal(process, "CONT");
        }
    }

    /** Starts one; returns when it is ready. */
    Instance start(String service, int number) {
        run.command("restart", service, "--instance", Integer.toString(number));
        return running(service, number).orElseThrow();
    }

    private Optional<Instance> running(String service, int number) {
        Path pid = run.data().resolve("run").resolve(service + (number == 1 ? "" : "-" + number) + ".pid");
        try {
            return Files.exists(pid)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                            .filter(ProcessHandle::isAlive)
                            .map(process -> new Instance(service, number, process))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Instance> running() {
        return Stream.of("intake-service", "metrics-service", "alert-service")
                .flatMap(service -> IntStream.rangeClosed(1, MOST)
                        .mapToObj(number -> running(service, number))
                        .flatMap(Optional::stream));
    }

    List<ProcessHandle> processes() {
        return running().map(Instance::process).toList();
    }

    void resumeAll() {
        running().forEach(Instance::resume);
    }

    /** Pauses it (SIGSTOP) at a moment when it has a transaction open, as a machine does that is suspended. */
    void pauseInTheMiddleOfATransaction(Instance instance) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    instance.pause();
                    if (holdsATransaction()) {
                        return true;
                    }
                    instance.resume();
                    return false;
                });
        assertThat(instance.process().isAlive()).isTrue();
    }

    /** Whether some transaction goes on for longer than the statements of those that are awake. */
    private boolean holdsATransaction() {
        for (int i = 0; i < 5; i++) {
            if (run.query(
                            "metrics",
                            """
                            SELECT pid FROM pg_stat_activity
                            WHERE datname = 'metrics' AND state = 'idle in transaction'
                              AND clock_timestamp() - state_change > interval '100 ms' * %d
                            """
                                    .formatted(i))
                    .isEmpty()) {
                return false;
            }
            await().pollDelay(Duration.ofMillis(110)).until(() -> true);
        }
        return true;
    }
}
