package io.countywatch.bench.intake;

import io.countywatch.bench.Usage;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The field apps, in one thread and a process of its own: many callers with their own tokens over keep-alive
 * connections. As fast as answers come (rate 0), or at a fixed rate whatever the answers do.
 */
final class LoadGenerator {

    private static final long REQUESTS_IN_A_ROW = 16;

    private final Job job;
    private final List<byte[]> heads;
    private final EventForm form;
    private final Selector selector;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private long number;
    private long requests;
    private long sent;
    private long accepted;
    private long others;
    private long open;

    /**
     * What to do.
     *
     * @param tokens file with one bearer token a line
     * @param batch events in a request
     * @param rate events a second, or 0
     * @param warmUp seconds before counting begins
     * @param seconds seconds that are counted
     */
    record Job(int port, Path tokens, String run, int batch, int connections, int rate, int warmUp, int seconds) {

        static Job parse(String[] arguments) {
            return new Job(
                    Integer.parseInt(arguments[0]),
                    Path.of(arguments[1]),
                    arguments[2],
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Integer.parseInt(arguments[6]),
                    Integer.parseInt(arguments[7]));
        }

        List<String> arguments() {
            return List.of(
                    "" + port,
                    tokens.toString(),
                    run,
                    "" + batch,
                    "" + connections,
                    "" + rate,
                    "" + warmUp,
                    "" + seconds);
        }
    }

    private LoadGenerator(Job job) throws IOException {
        this.job = job;
        this.heads = heads(job);
        this.form = new EventForm(job.run(), job.batch(), "513429");
        this.selector = Selector.open();
    }

    /** Prints {@code counting} when the warm-up is over, and one line of figures at the end. */
    public static void main(String[] arguments) throws IOException {
        new LoadGenerator(Job.parse(arguments)).run();
    }

    private static List<byte[]> heads(Job job) throws IOException {
        String mediaType = job.batch() == 1 ? "application/cloudevents+json" : "application/cloudevents-batch+json";
        List<byte[]> heads = new ArrayList<>();
        for (String token : Files.readAllLines(job.tokens())) {
            heads.add(("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: " + mediaType + "\r\nContent-Length: ")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return heads;
    }

    private void run() throws IOException {
        for (int i = 0; i < job.connections(); i++) {
            idle.add(new Connection(job.port(), selector));
        }
        play(job.warmUp());
        sent = 0;
        accepted = 0;
        others = 0;
        requests = 0;
        latencies.clear();
        System.out.println("counting");
        long start = System.nanoTime();
        Usage before = Usage.of(ProcessHandle.current().pid());
        play(job.seconds());
        double seconds = (System.nanoTime() - start) / 1e9;
        double cores = Usage.of(ProcessHandle.current().pid()).coresSince(before, seconds);
        System.out.printf(
                Locale.ROOT,
                "requests=%d sent=%d accepted=%d others=%d seconds=%.3f p50=%.3f p99=%.3f max=%.3f cores=%.3f%n",
                requests,
                sent,
                accepted,
                others,
                seconds,
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.percentile(100),
                cores);
    }

    /** Sends for so long, then waits for what is open: every request is answered and counted. */
    private void play(int seconds) throws IOException {
        long start = System.nanoTime();
        long stop = start + seconds * 1_000_000_000L;
        double nanosEach = job.rate() == 0 ? 0 : 1e9 * job.batch() / job.rate();
        long scheduled = 0;
        while (true) {
            long now = System.nanoTime();
            while (now < stop && !idle.isEmpty()) {
                long due = job.rate() == 0 ? now : start + (long) (scheduled * nanosEach);
                if (due > now || due >= stop) {
                    break;
                }
                scheduled++;
                send(idle.poll(), due);
                now = System.nanoTime();
            }
            if (now >= stop && open == 0) {
                return;
            }
            select(now, stop, start + (long) (scheduled * nanosEach));
        }
    }

    /** Waits for answers, but not beyond the next request that is due. */
    private void select(long now, long stop, long nextDue) throws IOException {
        if (job.rate() > 0 && !idle.isEmpty() && now < stop) {
            // Not more exact than a millisecond: spinning would take a core from the service.
            selector.select(Math.max(1, (nextDue - now) / 1_000_000));
        } else {
            selector.select(1_000);
        }
        var keys = selector.selectedKeys();
        for (SelectionKey key : keys) {
            Connection connection = (Connection) key.attachment();
            if (connection.canWrite()) {
                connection.write();
            }
            if (key.isReadable() && connection.read()) {
                answered(connection);
            }
        }
        keys.clear();
    }

    private void send(Connection connection, long due) throws IOException {
        // A caller sends some requests in a row, as a phone does that has come back.
        byte[] head = heads.get((int) (number / job.batch() / REQUESTS_IN_A_ROW % heads.size()));
        connection.send(head, form.render(number), due, job.batch());
        number += job.batch();
        sent += job.batch();
        open++;
    }

    private void answered(Connection connection) {
        latencies.add(System.nanoTime() - connection.due());
        requests++;
        open--;
        if (connection.status() == 202 && connection.accepted() == connection.asked()) {
            accepted += connection.asked();
        } else {
            if (others++ == 0) {
                System.err.println("first other answer: " + connection.status() + " " + connection.body());
            }
        }
        idle.add(connection);
    }
}
