package io.countywatch.systemtest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Asks each service again and again: whoever says that it is ready, before and after a request, has answered it. */
final class ReadyMeansServing implements AutoCloseable {

    private static final Map<Integer, String> REQUESTS = Map.of(
            8081, "/v1/limits",
            8082, "/v1/counties/513429",
            8083, "/v1/units/513429/assessments");

    private final LocalRun run;
    private final String token;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Set<Integer> seenAway = new ConcurrentSkipListSet<>();
    private final List<Thread> threads;
    private volatile boolean ended;

    ReadyMeansServing(LocalRun run, String token) {
        this.run = run;
        this.token = token;
        threads = REQUESTS.keySet().stream()
                .map(port -> new Thread(() -> watch(port), "ready-" + port))
                .toList();
        threads.forEach(Thread::start);
    }

    private void watch(int port) {
        boolean before = false;
        while (!ended) {
            int answer = run.status(port, REQUESTS.get(port), token);
            boolean after = run.status(port, "/q/health/ready", token) == 200;
            if (before && after && answer != 200) {
                violations.add("port " + port + " is ready and answers " + answer);
            }
            if (!after) {
                seenAway.add(port);
            }
            before = after;
        }
    }

    List<String> violations() {
        return violations;
    }

    /** How many services were seen not to be ready. */
    int restartsSeen() {
        return seenAway.size();
    }

    @Override
    public void close() {
        ended = true;
        Stream.of(threads.toArray(Thread[]::new)).forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
