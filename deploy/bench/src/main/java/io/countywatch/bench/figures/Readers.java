package io.countywatch.bench.figures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Asks for figures, each kind at its own rate, one at a time; a late one counts from when it was due. */
final class Readers {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private final URI service;
    private final String token;
    private final List<Kind> kinds = new ArrayList<>();

    Readers(URI service, String token, List<String> counties) {
        this.service = service;
        this.token = token;
        kinds.add(new Kind("a county now", 10, 50, random -> "/v1/counties/" + any(counties, random)));
        kinds.add(new Kind("a county as-of", 0, 20, random -> "/v1/counties/" + any(counties, random) + asOf(random)));
        kinds.add(new Kind("national now", 0, 5, random -> "/v1/national"));
        kinds.add(new Kind("national as-of", 200, 5, random -> "/v1/national" + asOf(random)));
        kinds.add(new Kind(
                "a county's series",
                0,
                5,
                random -> "/v1/counties/" + any(counties, random) + "/series?measure=status"));
        kinds.add(
                new Kind("a county's villages", 0, 2, random -> "/v1/counties/" + any(counties, random) + "/villages"));
        kinds.add(new Kind("ranking by delta", 0, 1, random -> "/v1/ranking?measure=status&by=delta"));
    }

    private static String any(List<String> counties, SplittableRandom random) {
        return counties.get(random.nextInt(counties.size()));
    }

    private static String asOf(SplittableRandom random) {
        LocalDate effective = START.plusDays(random.nextInt(180));
        return "?effective=" + effective + "&known=" + effective.plusDays(random.nextInt(30)) + "T00:00:00Z";
    }

    /** Asks for so long, and prints what it took. */
    void run(long seconds) throws InterruptedException {
        List<Thread> threads = kinds.stream()
                .map(kind -> new Thread(() -> kind.ask(seconds), kind.name))
                .toList();
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
        private final List<Long> nanos = new ArrayList<>();
        private int failures;

        /** @param goalMillis 0: none */
        Kind(String name, int goalMillis, int perSecond, Function<SplittableRandom, String> path) {
            this.name = name;
            this.goalMillis = goalMillis;
            this.perSecond = perSecond;
            this.path = path;
        }

        private void ask(long seconds) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            SplittableRandom random = new SplittableRandom(name.hashCode());
            long began = System.nanoTime();
            for (long i = 0; i < seconds * perSecond; i++) {
                long due = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                HttpRequest request = HttpRequest.newBuilder(service.resolve(path.apply(random)))
                        .header("Authorization", "Bearer " + token)
                        .build();
                try {
                    int status =
                            client.send(request, BodyHandlers.ofByteArray()).statusCode();
                    failures += status == 200 ? 0 : 1;
                    nanos.add(System.nanoTime() - due);
                } catch (IOException e) {
                    failures++;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private void print() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.println(String.format(
                    Locale.ROOT,
                    "  %-20s %6d asked  p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms%s%s",
                    name,
                    sorted.length,
                    FiguresBench.percentile(sorted, 50),
                    FiguresBench.percentile(sorted, 99),
                    FiguresBench.percentile(sorted, 100),
                    goalMillis == 0 ? "" : "  (goal: p99 " + goalMillis + " ms)",
                    failures == 0 ? "" : "  FAILED: " + failures));
        }
    }
}
