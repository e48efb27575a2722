package io.countywatch.bench.projection;

import io.countywatch.bench.CpuLimit;
import io.countywatch.bench.MetricsService;
import io.countywatch.bench.Programs;
import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the log, then starts metrics-service on it and times it to the last committed figure. */
@Command(
        name = "deploy/bench/projection",
        mixinStandardHelpOptions = true,
        description = "Times metrics-service from a full log to committed figures, on real Kafka and PostgreSQL.")
public final class ProjectionBench implements Callable<Integer> {

    @Option(names = "--households", defaultValue = "500000", description = "default ${DEFAULT-VALUE}")
    private int households;

    @Option(names = "--events-each", defaultValue = "4", description = "1 to 4; default ${DEFAULT-VALUE}")
    private int eventsEach;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "-Xmx and -Xms of metrics-service: young objects have all their room from the start;"
                    + " default ${DEFAULT-VALUE}")
    private String heap;

    @Mixin
    private Programs programs = new Programs();

    @Option(names = "--shared-buffers", defaultValue = "1GB", description = "of PostgreSQL; default ${DEFAULT-VALUE}")
    private String sharedBuffers;

    @Option(
            names = "--max-wal-size",
            defaultValue = "8GB",
            description = "of PostgreSQL: each page costs 8 kB of log at its first change after a checkpoint;"
                    + " default ${DEFAULT-VALUE}")
    private String maxWalSize;

    @Option(
            names = "--instances",
            defaultValue = "1",
            description =
                    "of metrics-service, which share the partitions; the second half is told of all of them, steps"
                            + " and memory of the first; default ${DEFAULT-VALUE}")
    private int instances;

    @Option(
            names = "--lanes",
            defaultValue = "3",
            description = "transactions at the same time, of each instance: one makes it small enough to see what more"
                    + " instances bring; default ${DEFAULT-VALUE}")
    private int lanes;

    @Option(
            names = "--cores-each",
            description =
                    "limits each instance to so much CPU, 0.25 say, in the third quarter, when all is compiled and all"
                            + " are busy: as if each had a machine of its own; takes control groups (root, Linux); default: no"
                            + " limit")
    private Double coresEach;

    @Option(
            names = "--postgres-cores",
            description =
                    "limits PostgreSQL in the same quarter: to see the rate at which it, not the instances, is the"
                            + " limit; default: no limit")
    private Double postgresCores;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    private final int httpPort = ServerProcess.freePort();

    /** Exits with 1 if the figures do not add up. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProjectionBench()).execute(arguments));
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
            Workload workload = new Workload(households, eventsEach, MetricsService.counties(), seed);
            long records = fill(kafka, workload);
            String url = postgres.jdbcUrl("metrics");
            try (Database database = new Database(url, PostgresServer.USER, PostgresServer.PASSWORD)) {
                return measure(kafka, postgres, url, folder, workload, records, database);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static long fill(KafkaServer kafka, Workload workload) {
        long began = System.nanoTime();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "acks", "all",
                "linger.ms", "20",
                "batch.size", "65536",
                "compression.type", "lz4");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            AtomicReference<Exception> failure = new AtomicReference<>();
            long records = workload.generate(event -> producer.send(event, (where, e) -> {
                if (e != null) {
                    failure.set(e);
                }
            }));
            producer.flush();
            if (failure.get() != null) {
                throw new IllegalStateException("the log could not be filled", failure.get());
            }
            say(
                    "log: %,d records, %,d of them distinct, written at %,d/s",
                    records, workload.distinct(), rate(records, began));
            return records;
        }
    }

    private int measure(
            KafkaServer kafka,
            PostgresServer postgres,
            String url,
            Path folder,
            Workload workload,
            long records,
            Database database)
            throws IOException, SQLException, InterruptedException {
        long wal = database.walBytes();
        MetricsService metrics = new MetricsService(
                programs,
                List.of("-Xms" + heap, "-Xmx" + heap),
                folder,
                kafka.bootstrapServers(),
                url,
                TokenIssuer.generate());
        // The log is of past days.
        Map<String, String> settings =
                Map.of("COUNTYWATCH_CLOCK", "replay", "COUNTYWATCH_PROJECTION_LANES", Integer.toString(lanes));
        ServerProcess service = metrics.start(httpPort, settings);
        List<ServerProcess> services = new ArrayList<>(List.of(service));
        for (int i = 1; i < instances; i++) {
            // The first one makes the tables.
            service.await(() -> ServerProcess.listens(httpPort), Duration.ofSeconds(90));
            services.add(metrics.start(ServerProcess.freePort(), settings));
        }
        List<CpuLimit> limits = new ArrayList<>();
        try {
            long last = 0;
            Stretch whole = null;
            Stretch stretch = null;
            Stretch half = null;
            Stretch threeQuarters = null;
            while (last < records) {
                TimeUnit.SECONDS.sleep(1);
                if (!service.isAlive()) {
                    throw new IllegalStateException("metrics-service ended:\n" + service.lastLines());
                }
                long applied = database.applied();
                if (whole == null && applied > 0) {
                    // its start-up is not what is timed
                    whole = Stretch.begin(applied, services, postgres, kafka);
                    stretch = whole;
                }
                if (stretch != null && applied - stretch.applied() >= 500_000) {
                    Stretch next = Stretch.begin(applied, services, postgres, kafka);
                    say("  %,d applied, since the line before: %s", applied, next.since(stretch));
                    stretch = next;
                }
                if (half == null && whole != null && applied >= records / 2) {
                    limit(services, postgres, limits);
                    half = Stretch.begin(applied, services, postgres, kafka);
                }
                if (!limits.isEmpty() && threeQuarters == null && applied >= records / 4 * 3) {
                    threeQuarters = Stretch.begin(applied, services, postgres, kafka);
                    limits.forEach(CpuLimit::close);
                    say("applied, the third quarter, with limits on CPU: %s", threeQuarters.since(half));
                }
                last = applied;
            }
            Stretch end = Stretch.begin(last, services, postgres, kafka);
            say("applied, all of it: %s", end.since(whole));
            say("applied, the second half, with everything compiled: %s", end.since(half == null ? whole : half));
            say(
                    "WAL: %,d bytes an event; database: %,d MB",
                    (database.walBytes() - wal) / records, database.megabytes());
            database.sizes()
                    .forEach((table, bytes) -> say(
                            "  %-18s %,6d MB  %,5d bytes an event  %,6d bytes a household",
                            table, bytes / 1_048_576, bytes / records, bytes / households));
            say(
                    "HOT updates: household_state %d %%, county_counter %d %%",
                    database.hotPercent("household_state%"), database.hotPercent("county_counter"));
            say("quarantined: %s", database.quarantined());
            steps();
            say("memory of metrics-service (peak resident): %s", peakMemory(service));
            boolean right = database.events() == workload.distinct() && database.households() == households;
            say(
                    right ? "figures: every household counted once" : "FIGURES ARE WRONG: %,d events, %,d households",
                    database.events(),
                    database.households());
            return right ? 0 : 1;
        } finally {
            limits.forEach(CpuLimit::close);
            services.forEach(one -> one.stop("TERM", Duration.ofSeconds(30)));
        }
    }

    private void limit(List<ServerProcess> services, PostgresServer postgres, List<CpuLimit> limits)
            throws IOException {
        if (coresEach != null) {
            for (ServerProcess service : services) {
                limits.add(CpuLimit.of("service-" + service.pid(), coresEach, CpuLimit.tree(service.pid())));
            }
            say("  from here on each instance has %.2f of a core", coresEach);
        }
        if (postgresCores != null) {
            limits.add(CpuLimit.of(
                    "postgres", postgresCores, CpuLimit.tree(postgres.process().pid())));
            say("  from here on PostgreSQL has %.2f of a core", postgresCores);
        }
    }

    /** Where the time of the transactions went, as the service itself counts it. */
    private void steps() {
        try {
            String metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            metrics.lines()
                    .filter(line -> line.startsWith("projection_step_seconds_sum")
                            || line.startsWith("projection_transaction_seconds_"))
                    .sorted()
                    .forEach(line -> say("  %s", line));
        } catch (IOException e) {
            say("  no steps: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String peakMemory(ServerProcess service) {
        try {
            return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\D+", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown on this system";
        }
    }

    private static long rate(long records, long began) {
        return records * 1_000_000_000L / (System.nanoTime() - began);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
