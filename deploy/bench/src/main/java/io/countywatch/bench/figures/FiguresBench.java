package io.countywatch.bench.figures;

import io.countywatch.bench.Programs;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
            names = "--tick",
            defaultValue = "2s",
            description = "countywatch.publish.interval; default ${DEFAULT-VALUE}")
    private String tick;

    @Option(names = "--heap", defaultValue = "512m", description = "-Xmx of metrics-service; default ${DEFAULT-VALUE}")
    private String heap;

    @Mixin
    private Programs programs = new Programs();

    @Option(
            names = "--replay",
            description =
                    "events meanwhile are received on days of the past, a month in all: each day is rolled up again")
    private boolean replay;

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
                        folder.resolve("postgres"), ServerProcess.freePort(), true, Map.of(), programs.postgres())) {
            // Ctrl-C leaves no server behind.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                kafka.close();
                postgres.close();
            }));
            kafka.start();
            postgres.start();
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            String url = postgres.jdbcUrl("metrics");
            ServerProcess service = start(kafka.bootstrapServers(), url, folder);
            try (Load load = new Load(kafka.bootstrapServers(), counties(), households, start, replay);
                    Connection database =
                            DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD)) {
                long records = load.fill(eventsEach);
                while (applied(database) < records) {
                    mustLive(service);
                    TimeUnit.SECONDS.sleep(1);
                }
                say("%,d events of %,d households are applied", records, households);
                awaitRollUp(database);
                return measure(kafka.bootstrapServers(), load);
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

    private int measure(String bootstrapServers, Load load) throws IOException, InterruptedException {
        String token = issuer.token("bench", List.of("*"), List.of("metrics:read"), Duration.ofHours(1));
        URI uri = URI.create("http://127.0.0.1:" + port);
        say("warming up for 20 s, at %,d events/s", rate);
        Thread warm = new Thread(() -> load.run(rate, 20, (partition, offset, at) -> {}));
        warm.start();
        new Readers(uri, token, counties(), start).run(20);
        warm.join();
        Snapshots snapshots = new Snapshots(bootstrapServers);
        say("counted for %d s, at %,d events/s, a tick of %s", seconds, rate, tick);
        Thread writer = new Thread(() -> load.run(rate, seconds, snapshots::acknowledged));
        writer.start();
        new Readers(uri, token, counties(), start).run(seconds);
        writer.join();
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

    private ServerProcess start(String bootstrapServers, String url, Path folder) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "QUARKUS_DATASOURCE_JDBC_URL",
                url,
                "QUARKUS_DATASOURCE_USERNAME",
                PostgresServer.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                PostgresServer.PASSWORD,
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_OIDC_PUBLIC_KEY",
                issuer.publicKey(),
                "QUARKUS_OIDC_TOKEN_ISSUER",
                TokenIssuer.ISSUER,
                "COUNTYWATCH_PUBLISH_INTERVAL",
                tick,
                "COUNTYWATCH_LOCAL",
                "true"));
        settings.put(
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString());
        Path jar = Project.root().resolve("metrics-service/target/quarkus-app/quarkus-run.jar");
        List<String> command = new ArrayList<>(List.of(programs.java(), "-Xmx" + heap));
        command.addAll(programs.jvm());
        command.addAll(List.of("-jar", jar.toString()));
        ServerProcess service = ServerProcess.start(
                "metrics-service", command, settings, folder, folder.resolve("metrics-service.log"));
        service.await(() -> ServerProcess.listens(port), Duration.ofSeconds(90));
        return service;
    }

    private static List<String> counties() throws IOException {
        return Files.readAllLines(Project.root().resolve("deploy/campaigns/china-2020/units.csv")).stream()
                .map(line -> line.split(",", 3))
                .filter(row -> row[1].equals("county"))
                .map(row -> row[0])
                .toList();
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
                SELECT count(*) FROM projection_2.ledger_segment
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
