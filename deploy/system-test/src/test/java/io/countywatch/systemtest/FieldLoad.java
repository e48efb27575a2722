package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.simulator.Comparison;
import io.countywatch.local.simulator.Count;
import io.countywatch.local.simulator.Difference;
import io.countywatch.local.simulator.Figure;
import io.countywatch.local.simulator.ProgressListener;
import io.countywatch.local.simulator.Simulator;
import io.countywatch.local.simulator.SimulatorConfig;
import io.countywatch.local.simulator.Statistics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The field at work while something else happens to the system, and its books afterwards. */
final class FieldLoad implements AutoCloseable {

    private static final Duration BETWEEN_DAYS = Duration.ofMillis(100);

    private static final Count NOTHING = new Count(0, 0);

    private final Simulator simulator;
    private final Map<Figure, Count> before;
    private CountDownLatch enough;
    private CompletableFuture<Void> work;

    /** Notes what is in the figures already: by others, so not in these books. */
    FieldLoad(LocalRun run, double scale, long seed) {
        TokenIssuer issuer = TokenIssuer.in(run.data().resolve("keys"));
        Map<String, String> tokens = new ConcurrentHashMap<>();
        simulator = new Simulator(
                new SimulatorConfig(
                        run.uri(8081, "/"),
                        run.uri(8082, "/"),
                        Project.root().resolve("deploy/campaigns/china-2020"),
                        scale,
                        seed,
                        4,
                        LocalDate.of(2020, 12, 31)),
                (caller, counties, scope) -> tokens.computeIfAbsent(
                        caller + " " + scope,
                        key -> issuer.token(caller, counties, List.of(scope), Duration.ofHours(2))),
                ProgressListener.NONE);
        before = compare().metrics();
    }

    /** Registers the population; returns when all of it is acknowledged. */
    void register() {
        uninterrupted(() -> simulator.load());
    }

    LocalDate nextDay() {
        return simulator.nextDay();
    }

    /** Sends one day's events; returns when all of them are acknowledged. */
    void playDay() {
        uninterrupted(() -> simulator.playDay(simulator.nextDay()));
    }

    /** Lets day follow day in the background. */
    void begin() {
        enough = new CountDownLatch(1);
        work = CompletableFuture.runAsync(() -> uninterrupted(() -> {
            do {
                simulator.playDay(simulator.nextDay());
            } while (!enough.await(BETWEEN_DAYS.toMillis(), TimeUnit.MILLISECONDS));
        }));
    }

    /** Ends that with the day under way; everything sent is acknowledged then. */
    void end() {
        enough.countDown();
        work.join();
    }

    /** Where the figures differ from the books and what was there before; empty when nothing is lost or doubled. */
    List<Difference> differences() {
        Comparison now = compare();
        Map<Figure, Count> expected = new TreeMap<>(now.books());
        before.forEach((figure, count) -> expected.merge(
                figure, count, (a, b) -> new Count(a.subjects() + b.subjects(), a.persons() + b.persons())));
        now.metrics().keySet().forEach(figure -> expected.putIfAbsent(figure, NOTHING));
        return expected.keySet().stream()
                .map(figure -> new Difference(
                        figure, expected.get(figure), now.metrics().getOrDefault(figure, NOTHING)))
                .filter(difference -> !difference.books().equals(difference.metrics()))
                .toList();
    }

    Statistics statistics() {
        return simulator.statistics();
    }

    private Comparison compare() {
        try {
            return simulator.compare();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (enough != null) {
            enough.countDown();
        }
        simulator.close();
    }
}
