package io.countywatch.bench.figures;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Asks for figures, each kind at its own rate, at random instants; a late one counts from when it was due. */
final class Readers {

    /** Of a kind: more wait, and count from when they were due. */
    private static final int MOST_UNDER_WAY = 32;

    private final URI service;
    private final String token;
    private final LocalDate start;
    private final List<Kind> kinds = new ArrayList<>();

    /**
     * @param start first day of what is asked for
     * @param only names of what is asked for; empty: all
     */
    Readers(URI service, String token, List<String> counties, LocalDate start, List<String> only) {
        this.service = service;
        this.token = token;
        this.start = start;
        kinds.add(new Kind("a county now", 10, 50, random -> "/v1/counties/" + any(counties, random)));
        kinds.add(new Kind("a county as-of", 10, 20, random -> "/v1/counties/" + any(counties, random) + asOf(random)));
        kinds.add(new Kind("national now", 0, 5, random -> "/v1/national"));
        kinds.add(new Kind("national as-of", 200, 5, random -> "/v1/national" + asOf(random)));
        kinds.add(new Kind("the same, known today", 200, 2, random -> "/v1/national" + knownToday(random)));
        kinds.add(new Kind(
                "a county's series",
                0,
                5,
                random -> "/v1/counties/" + any(counties, random) + "/series?measure=status"));
        kinds.add(
                new Kind("a county's villages", 0, 2, random -> "/v1/counties/" + any(counties, random) + "/villages"));
        kinds.add(new Kind("ranking by delta", 0, 1, random -> "/v1/ranking?measure=status&by=delta"));
        for (String name : only) {
            if (kinds.stream().noneMatch(kind -> kind.name.equals(name))) {
                throw new IllegalArgumentException("nothing is called '" + name + "'; there are "
                        + kinds.stream().map(kind -> kind.name).toList());
            }
        }
        kinds.removeIf(kind -> !only.isEmpty() && !only.contains(kind.name));
    }

    private static String any(List<String> counties, SplittableRandom random) {
        return counties.get(random.nextInt(counties.size()));
    }

    /** Any day of the half year, as known within a month after it; a third as known by now. */
    private String asOf(SplittableRandom random) {
        LocalDate effective = start.plusDays(random.nextInt(Load.DAYS));
        if (random.nextInt(3) == 0) {
            return "?effective=" + effective;
        }
        return "?effective=" + effective + "&known=" + effective.plusDays(random.nextInt(30)) + "T00:00:00Z";
    }

    /** Any day of the last month, as known at an instant of the last minutes. */
    private String knownToday(SplittableRandom random) {
        LocalDate effective = start.plusDays(Load.DAYS - random.nextInt(30));
        return "?effective=" + effective + "&known="
                + Instant.now().minusMillis(random.nextInt(120_000)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Asks for so long, at instants that do not wait for the answers before (Poisson), and prints what it took. */
    void run(long seconds) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Kind kind : kinds) {
            kind.begin(seconds);
            for (int i = 0; i < MOST_UNDER_WAY; i++) {
                threads.add(new Thread(kind::askWhenDue, kind.name));
            }
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        kinds.forEach(Kind::print);
    }

    private final class Kind {

        private final String name;
        private final int goalMillis;
        private final int perSecond;
        private final Function<SplittableRandom, String> path;
        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final LongAdder failures = new LongAdder();
        private final SplittableRandom random;
        private long end;
        private long due;

        /** @param goalMillis 0: none */
        Kind(String name, int goalMillis, int perSecond, Function<SplittableRandom, String> path) {
            this.name = name;
            this.goalMillis = goalMillis;
            this.perSecond = perSecond;
            this.path = path;
            this.random = new SplittableRandom(name.hashCode());
        }

        private void begin(long seconds) {
            due = System.nanoTime();
            end = due + TimeUnit.SECONDS.toNanos(seconds);
        }

        /** As one of many users: whoever is free waits for the next instant, then asks, alone. */
        private void askWhenDue() {
            while (true) {
                long asked;
                String asks;
                synchronized (this) {
                    due += (long) (random.nextExponential() * TimeUnit.SECONDS.toNanos(1) / perSecond);
                    if (due >= end) {
                        return;
                    }
                    asked = due;
                    asks = path.apply(random);
                    while (System.nanoTime() < asked) {
                        LockSupport.parkNanos(asked - System.nanoTime());
                    }
                }
                if (answered(asks)) {
                    nanos.add(System.nanoTime() - asked);
                } else {
                    failures.increment();
                }
            }
        }

        /** By a connection that blocks and is kept: a client that takes little of the cores which it measures. */
        private boolean answered(String asks) {
            try {
                var connection =
                        (HttpURLConnection) service.resolve(asks).toURL().openConnection();
                connection.setRequestProperty("Authorization", "Bearer " + token);
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    return false;
                }
                try (InputStream body = connection.getInputStream()) {
                    body.readAllBytes();
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private void print() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-22s %6d asked  p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms%s%s",
                    name,
                    sorted.length,
                    FiguresBench.percentile(sorted, 50),
                    FiguresBench.percentile(sorted, 99),
                    FiguresBench.percentile(sorted, 100),
                    goalMillis == 0 ? "" : "  (goal: p99 " + goalMillis + " ms)",
                    failures.sum() == 0 ? "" : "  FAILED: " + failures));
        }
    }
}
