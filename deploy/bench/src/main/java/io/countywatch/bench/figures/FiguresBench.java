package io.countywatch.bench.figures;

import io.countywatch.bench.GcLog;
import io.countywatch.bench.MetricsService;
import io.countywatch.bench.Programs;
import io.countywatch.bench.Usage;
import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads figures while events are applied, and follows events into snapshots. */
@Command(
        name = "deploy/bench/figures",
        mixinStandardHelpOptions = true,
        description = "Times figures over HTTP while events are applied, and how long an event takes from Kafka's"
                + " acknowledgement to a published snapshot.")
public final class FiguresBench implements Callable<Integer> {

    @Option(names = "--households", defaultValue = "200000", description = "default ${DEFAULT-VALUE}")
    private int households;

    @Option(
            names = "--events-each",
            defaultValue = "4",
            description = "1 to 4, before it begins; default ${DEFAULT-VALUE}")
    private int eventsEach;

    @Option(
            names = "--rate",
            defaultValue = "5000",
            description = "events a second meanwhile; default ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "default ${DEFAULT-VALUE}")
    private long seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "seconds under the same load that are not counted: the service and its readers are compiled"
                    + " meanwhile, which takes up to two minutes on a slow machine; default ${DEFAULT-VALUE}")
    private long warmUp;

    @Option(names = "--shared-buffers", defaultValue = "1GB", description = "of PostgreSQL; default ${DEFAULT-VALUE}")
    private String sharedBuffers;

    @Option(names = "--max-wal-size", defaultValue = "8GB", description = "of PostgreSQL; default ${DEFAULT-VALUE}")
    private String maxWalSize;

    @Option(
            names = "--tick",
            defaultValue = "2s",
            description = "countywatch.publish.interval; default ${DEFAULT-VALUE}")
    private String tick;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "-Xmx and -Xms of metrics-service: young objects have all their room from the start;"
                    + " default ${DEFAULT-VALUE}")
    private String heap;

    @Mixin
    private Programs programs = new Programs();

    @Option(
            names = "--replay",
            description =
                    "events meanwhile are received on days of the past, a month in all with the warm-up: each day is rolled"
                            + " up again")
    private boolean replay;

    @Option(
            names = "--only",
            description = "asks only for the figures that are printed under this name, to see what disturbs them;"
                    + " may be given again; default: all")
    private List<String> only = List.of();

    private final LocalDate start = LocalDate.now(ZoneOffset.UTC).minusDays(Load.DAYS);
    private final TokenIssuer issuer = TokenIssuer.generate();
    private final int port = ServerProcess.freePort();

    /** Exits with 1 if not everything is published in the end. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FiguresBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("countywatch-bench-");
        try (KafkaServer kafka =
                        new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
                PostgresServer postgres = new PostgresServer(
                        folder.resolve("postgres"),
                        ServerProcess.freePort(),
                        true,
                        Map.of("shared_buffers", sharedBuffers, "max_wal_size", maxWalSize),
                        programs.postgres())) {
            // Ctrl-C leaves no server behind.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                kafka.close();
                postgres.close();
            }));
            kafka.start();
            postgres.start();
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            String url = postgres.jdbcUrl("metrics");
            MetricsService metrics = new MetricsService(
                    programs, List.of("-Xms" + heap, "-Xmx" + heap), folder, kafka.bootstrapServers(), url, issuer);
            ServerProcess service = metrics.start(port, Map.of("COUNTYWATCH_PUBLISH_INTERVAL", tick));
            service.await(() -> ServerProcess.listens(port), Duration.ofSeconds(90));
            long toReplay = replay ? rate * (warmUp + seconds) : 0;
            try (Load load =
                            new Load(kafka.bootstrapServers(), MetricsService.counties(), households, start, toReplay);
                    Connection database =
                            DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD)) {
                long records = load.fill(eventsEach);
                while (applied(database) < records) {
                    mustLive(service);
                    TimeUnit.SECONDS.sleep(1);
                }
                say("%,d events of %,d households are applied", records, households);
                awaitRollUp(database);
                return measure(kafka, postgres, service, load, new GcLog(metrics.gcLog(port)));
            } finally {
                service.stop("TERM", Duration.ofSeconds(30));
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private int measure(KafkaServer kafka, PostgresServer postgres, ServerProcess service, Load load, GcLog collections)
            throws IOException, InterruptedException {
        String token = issuer.token("bench", List.of("*"), List.of("metrics:read"), Duration.ofHours(1));
        URI uri = URI.create("http://127.0.0.1:" + port);
        say("warming up for %d s, at %,d events/s", warmUp, rate);
        Thread warm = new Thread(() -> load.run(rate, warmUp, (partition, offset, at) -> {}));
        warm.start();
        new Readers(uri, token, MetricsService.counties(), start, only).run(warmUp);
        collections.next();
        warm.join();
        Snapshots snapshots = new Snapshots(kafka.bootstrapServers());
        say("counted for %d s, at %,d events/s, a tick of %s", seconds, rate, tick);
        List<Usage> before = usage(kafka, postgres, service);
        Thread writer = new Thread(() -> load.run(rate, seconds, snapshots::acknowledged));
        writer.start();
        new Readers(uri, token, MetricsService.counties(), start, only).run(seconds);
        writer.join();
        List<Usage> after = usage(kafka, postgres, service);
        say(
                "  cores in use: metrics-service %.2f, PostgreSQL %.2f, Kafka %.2f, load and readers %.2f",
                after.get(0).coresSince(before.get(0), seconds),
                after.get(1).coresSince(before.get(1), seconds),
                after.get(2).coresSince(before.get(2), seconds),
                after.get(3).coresSince(before.get(3), seconds));
        GcLog.Since pauses = collections.next();
        say(
                "  collections: %d, longest %.0f ms, %.1f %% of the time",
                pauses.collections(), pauses.longest(), pauses.total() / 10 / seconds);
        for (int i = 0; i < 30 && snapshots.waiting() > 0; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        snapshots.stop();
        long[] nanos = snapshots.sorted();
        say(
                "  acknowledgement to snapshot: %,d events  p50 %.0f ms  p99 %.0f ms  max %.0f ms  (goal: p99 3000 ms)",
                nanos.length, percentile(nanos, 50), percentile(nanos, 99), percentile(nanos, 100));
        say(
                snapshots.waiting() == 0 ? "  every event is in a snapshot" : "  %,d EVENTS ARE IN NO SNAPSHOT",
                snapshots.waiting());
        return snapshots.waiting() == 0 ? 0 : 1;
    }

    private static List<Usage> usage(KafkaServer kafka, PostgresServer postgres, ServerProcess service) {
        return List.of(
                Usage.of(service.pid()),
                Usage.ofAll(postgres.process().pid()),
                Usage.of(kafka.process().pid()),
                Usage.of(ProcessHandle.current().pid()));
    }

    private static long applied(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            String schema;
            try (var row = statement.executeQuery("SELECT schema FROM publication.active")) {
                row.next();
                schema = row.getString(1);
            }
            try (var row = statement.executeQuery("SELECT coalesce(sum(next_offset), 0) FROM " + schema + ".cursor")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** As a system of half a year is: past days are rolled up. */
    private static void awaitRollUp(Connection database) throws SQLException, InterruptedException {
        String sql =
                """
                SELECT count(*) FROM projection_3.ledger_segment
                WHERE NOT rolled AND last_recorded < extract(epoch FROM date_trunc('day', now(), 'Asia/Shanghai')) * 1000000
                """;
        for (int i = 0; i < 120; i++) {
            try (var statement = database.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                // The rest of a county is left until it is worth a transaction.
                if (row.getLong(1) < 16 * 52) {
                    say("past days are rolled up after %d s", i);
                    return;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
        say("past days are NOT rolled up after two minutes");
    }

    private static void mustLive(ServerProcess service) {
        if (!service.isAlive()) {
            throw new IllegalStateException("metrics-service ended:\n" + service.lastLines());
        }
    }

    /** In milliseconds: the smallest of some sorted nanoseconds that so many percent do not exceed. */
    static double percentile(long[] sorted, double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / 1e6;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
