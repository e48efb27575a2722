package io.countywatch.bench.alerts;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishes the days of a whole country and times what alert-service makes of them. */
@Command(
        name = "deploy/bench/alerts",
        mixinStandardHelpOptions = true,
        description = "Times alert-service from published figures to stored decisions and published alerts: counties"
                + " under ten rules, then with all villages, then with late data for the days before.")
public final class AlertsBench implements Callable<Integer> {

    @Option(names = "--counties", defaultValue = "2800", description = "default ${DEFAULT-VALUE}")
    private int counties;

    @Option(names = "--villages", defaultValue = "128000", description = "default ${DEFAULT-VALUE}")
    private int villages;

    @Option(names = "--days", defaultValue = "8", description = "days that are timed; default ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--heap", defaultValue = "1g", description = "-Xmx of alert-service; default ${DEFAULT-VALUE}")
    private String heap;

    @Option(
            names = "--forecast",
            defaultValue = "gamma-poisson",
            description = "of the rules file; default ${DEFAULT-VALUE}")
    private String forecast;

    private static final int WARM_UP_DAYS = 12;

    private Path log;
    private KafkaServer kafka;
    private ServerProcess service;
    private KafkaConsumer<String, String> alerts;
    private LocalDate day = LocalDate.of(2020, 4, 1);
    private long revision;

    /** Exits with 1 if alert-service does not follow. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AlertsBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("countywatch-bench-");
        try (KafkaServer broker =
                        new KafkaServer(folder.resolve("kafka"), ServerProcess.freePort(), ServerProcess.freePort());
                PostgresServer postgres =
                        new PostgresServer(folder.resolve("postgres"), ServerProcess.freePort(), true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                postgres.close();
            }));
            kafka = broker;
            kafka.start();
            postgres.start();
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            Country country = new Country(counties, villages);
            country.write(folder.resolve("campaign"), forecast);
            log = folder.resolve("alert-service.log");
            service = start(postgres.jdbcUrl("alerts"), folder);
            try (KafkaConsumer<String, String> consumer = consumer()) {
                alerts = consumer;
                measure(country);
                return 0;
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

    private void measure(Country country) throws IOException, InterruptedException {
        say("%,d counties, 10 rules about each: %d days to warm up", counties, WARM_UP_DAYS);
        for (int i = 0; i < WARM_UP_DAYS; i++) {
            day(to -> country.counties(day, revision, 0, to));
        }
        say("a tick of %,d counties x 10 rules, with the store:", counties);
        times(days, () -> day(to -> country.counties(day, revision, 0, to)));
        say("the same, with late data for the day before in a tenth of the counties:");
        times(days, () -> day(to -> country.counties(day, revision, 0.1, to)));

        long began = System.nanoTime();
        LocalDate of = day;
        send("village-metrics.v1", to -> country.villages(of, revision, 0, to));
        say("%,d villages published in %,d ms", villages, millis(began));
        settle();
        say("a new day with every village assessed anew:");
        times(3, () -> day(to -> country.counties(day, revision, 0, to)));
        say("the same, with late data for the day before in the villages of a tenth of the counties:");
        times(3, () -> {
            send("village-metrics.v1", to -> country.villages(day.plusDays(1), revision + 1, 0.1, to));
            return day(to -> country.counties(day, revision, 0.1, to));
        });
        say("memory of alert-service (peak resident): %s", peakMemory());
    }

    /** A step that is timed; it returns what alert-service says that it took. */
    private interface Step {
        long run() throws IOException, InterruptedException;
    }

    private void times(int times, Step step) throws IOException, InterruptedException {
        List<Long> ticks = new ArrayList<>();
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ticks.add(step.run());
            told.add(lastTold);
        }
        say("  evaluated and committed in %s ms (median %,d)", ticks, median(ticks));
        say("  from the last acknowledged snapshot to an alert on county-alert-state.v1: %s ms", told);
    }

    private long lastTold;

    /** Publishes a day, waits until it is evaluated and the states that came of it are on their topic. */
    private long day(Consumer<BiConsumer<String, String>> figures) throws IOException, InterruptedException {
        day = day.plusDays(1);
        revision++;
        send("county-metrics.v1", figures);
        long sent = System.nanoTime();
        lastTold = -1;
        String mark = "event=evaluated day=" + day + " ";
        while (true) {
            alerts.poll(Duration.ofMillis(20)).forEach(message -> {
                if (lastTold < 0 && message.value().contains("\"day\":\"" + day + "\"")) {
                    lastTold = millis(sent);
                }
            });
            List<Long> evaluated = evaluations(mark);
            if (!evaluated.isEmpty() && (lastTold >= 0 || millis(sent) > 60_000)) {
                return evaluated.get(0);
            }
            if (!service.isAlive() || millis(sent) > 300_000) {
                throw new IllegalStateException("alert-service does not follow:\n" + service.lastLines());
            }
        }
    }

    /** Waits until the villages that were published do not bring evaluations about any more. */
    private void settle() throws IOException, InterruptedException {
        int seen = -1;
        String mark = "event=evaluated day=" + day + " ";
        while (seen != evaluations(mark).size()) {
            seen = evaluations(mark).size();
            TimeUnit.SECONDS.sleep(15);
        }
        say("evaluated %d times while they came, in %s ms", seen, evaluations(mark));
    }

    private List<Long> evaluations(String mark) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(mark))
                .map(line -> Long.parseLong(line.replaceAll(".* ms=(\\d+).*", "$1")))
                .toList();
    }

    private void send(String topic, Consumer<BiConsumer<String, String>> figures) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", "5");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            figures.accept((key, value) -> producer.send(new ProducerRecord<>(topic, key, value)));
            producer.flush();
        }
    }

    private KafkaConsumer<String, String> consumer() {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of("county-alert-state.v1"));
        return consumer;
    }

    private ServerProcess start(String url, Path folder) {
        Path jar = Project.root().resolve("alert-service/target/quarkus-app/quarkus-run.jar");
        return ServerProcess.start(
                "alert-service",
                List.of(ServerProcess.java(), "-Xmx" + heap, "-XX:+UseParallelGC", "-jar", jar.toString()),
                Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
                        Map.entry("QUARKUS_DATASOURCE_JDBC_URL", url),
                        Map.entry("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER),
                        Map.entry("QUARKUS_DATASOURCE_PASSWORD", PostgresServer.PASSWORD),
                        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(ServerProcess.freePort())),
                        Map.entry(
                                "QUARKUS_OIDC_PUBLIC_KEY",
                                TokenIssuer.generate().publicKey()),
                        Map.entry("QUARKUS_OIDC_TOKEN_ISSUER", TokenIssuer.ISSUER),
                        Map.entry(
                                "COUNTYWATCH_CAMPAIGN_DIR",
                                folder.resolve("campaign").toString()),
                        Map.entry("COUNTYWATCH_CLOCK", "replay"),
                        Map.entry("COUNTYWATCH_LOCAL", "true")),
                folder,
                log);
    }

    private String peakMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static long millis(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
