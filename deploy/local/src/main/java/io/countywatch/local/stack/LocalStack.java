package io.countywatch.local.stack;

import io.countywatch.local.infrastructure.KafkaServer;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.infrastructure.Topics;
import io.countywatch.local.signin.DemoRole;
import io.countywatch.local.signin.SignIn;
import io.countywatch.local.token.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Kafka, PostgreSQL and the three services: all of them, or none. */
public final class LocalStack implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final long LEAST_FREE_BYTES = 512L << 20;

    private static final String SHORT_PAUSES = "-XX:+UseParallelGC";

    /**
     * Options of metrics-service. A batch lives as long as its transaction: with room for some of them, few of its objects grow
     * old. The room is fixed: the collector, left to itself, makes it smaller.
     */
    public static final String FOR_BATCHES =
            "-XX:+UseParallelGC -XX:-UseAdaptiveSizePolicy -XX:NewRatio=1 -XX:SurvivorRatio=3";

    private final RunFolder folder;
    private final Ports ports;
    private final Path campaign;
    private final TokenIssuer tokens;
    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final List<Service> services;
    private SignIn signIn;
    private volatile boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param keep false: the folder begins empty
     * @param bytesNeeded what the run is expected to write
     * @throws StackException if folder, disk or ports do not allow it
     */
    public LocalStack(RunFolder folder, Ports ports, Path campaign, boolean keep, long bytesNeeded) {
        this.folder = folder;
        this.ports = ports;
        this.campaign = campaign;
        ports.mustBeFree();
        folder.open(keep);
        long needed = LEAST_FREE_BYTES + bytesNeeded;
        if (folder.freeSpace() < needed) {
            throw new StackException("not enough room on the disk of " + folder.path() + ": " + (needed >> 20)
                    + " MB are needed, " + (folder.freeSpace() >> 20)
                    + " MB are free; name another folder with --data, or a smaller --scale");
        }
        tokens = TokenIssuer.in(folder.of("keys"));
        kafka = new KafkaServer(folder.of("kafka"), ports.kafka(), ports.kafkaController());
        postgres = new PostgresServer(folder.of("postgres"), ports.postgres(), true);
        services = List.of(
                new Service("intake-service", ports.intake(), folder),
                new Service("metrics-service", ports.metrics(), folder),
                new Service("alert-service", ports.alert(), folder));
    }

    /** Starts everything; on failure everything is stopped again. */
    public void start(Consumer<String> progress) {
        try {
            progress.accept("starting Kafka and PostgreSQL");
            together(List.of(kafka::start, postgres::start));
            Topics.ofContract(Project.root()).create(kafka.bootstrapServers());
            progress.accept("starting the services");
            prepare();
            together(services.stream()
                    .<Runnable>map(service -> () -> start(service))
                    .toList());
            startSignIn();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void startSignIn() {
        if (!closed) {
            signIn = SignIn.start(ports.signIn(), metrics().uri(), tokens, DemoRole.of(campaign));
        }
    }

    private void prepare() {
        Rebuild.forget(folder);
        Map<String, String> common = new LinkedHashMap<>();
        common.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        common.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        common.put("QUARKUS_OIDC_PUBLIC_KEY", tokens.publicKey());
        common.put("QUARKUS_OIDC_TOKEN_ISSUER", TokenIssuer.ISSUER);
        common.put("COUNTYWATCH_CAMPAIGN_DIR", campaign.toString());
        common.put("COUNTYWATCH_CLOCK", "replay");
        common.put("COUNTYWATCH_LOCAL", "true");
        // Each service: its heap, and what only it needs.
        services.get(0)
                .prepare(jvm("256m", SHORT_PAUSES), with(common, Map.of("QUARKUS_HTTP_PORT", "" + ports.intake())));
        services.get(1).prepare(jvm("512m", FOR_BATCHES), with(common, database("metrics", ports.metrics())));
        services.get(2).prepare(jvm("256m", SHORT_PAUSES), with(common, database("alerts", ports.alert())));
    }

    private static List<String> jvm(String heap, String collector) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(List.of(collector.split(" ")));
        return options;
    }

    private static Map<String, String> with(Map<String, String> common, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(common);
        all.putAll(own);
        return all;
    }

    private Map<String, String> database(String name, int port) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("QUARKUS_HTTP_PORT", "" + port);
        own.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(name));
        own.put("QUARKUS_DATASOURCE_USERNAME", PostgresServer.USER);
        own.put("QUARKUS_DATASOURCE_PASSWORD", PostgresServer.PASSWORD);
        if (name.equals("metrics")) {
            own.put("COUNTYWATCH_CONSOLE_ALERTS_URL", alert().uri().toString());
            own.put("COUNTYWATCH_CONSOLE_AUTHORITY", "http://127.0.0.1:" + ports.signIn());
            own.putAll(Rebuild.settingsOfActive(own.get("QUARKUS_DATASOURCE_JDBC_URL")));
            // One that is killed keeps its partitions from the others for as long as its session lives.
            own.put("KAFKA_SESSION_TIMEOUT_MS", "10000");
            own.put("COUNTYWATCH_INTAKE_URL", "http://127.0.0.1:" + ports.intake());
            // A replay plays a day a second: a tick of two would skip days.
            own.put("COUNTYWATCH_PUBLISH_INTERVAL", "250ms");
        } else {
            own.put("COUNTYWATCH_CONSOLE_ORIGIN", metrics().uri().toString());
        }
        return own;
    }

    private void start(Service service) {
        if (closed) {
            return; // Ctrl-C while starting
        }
        ServerProcess process = service.start();
        try {
            process.await(service::isReady, START);
        } catch (IllegalStateException e) {
            if (!process.isAlive()) {
                throw e;
            }
            process.signal("QUIT"); // Java writes down what its threads are at: afterwards nobody could say
            throw new StackException(
                    e.getMessage() + ", where its threads stand; it last answered: " + service.lastAnswer());
        }
    }

    private static void together(List<Runnable> starts) {
        CompletableFuture<?>[] all =
                starts.stream().map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The server that has ended by itself, if one has: without it nothing goes on. */
    public Optional<String> endedServer() {
        if (closed) {
            return Optional.empty();
        }
        if (!kafka.process().isAlive()) {
            return Optional.of(
                    "Kafka has ended; its log is " + folder.of("kafka").resolve("kafka.log"));
        }
        if (!postgres.process().isAlive()) {
            return Optional.of(
                    "PostgreSQL has ended; its log is " + folder.of("postgres").resolve("postgres.log"));
        }
        return Optional.empty();
    }

    public TokenIssuer tokens() {
        return tokens;
    }

    public List<Service> services() {
        return services;
    }

    public Service intake() {
        return services.get(0);
    }

    public Service metrics() {
        return services.get(1);
    }

    public Service alert() {
        return services.get(2);
    }

    public String kafkaAddress() {
        return kafka.bootstrapServers();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Ends services first, then the servers; what was accepted is in Kafka. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (signIn != null) {
                signIn.close();
            }
            together(services.stream()
                    .flatMap(service ->
                            IntStream.rangeClosed(1, Service.MAX_INSTANCES).mapToObj(service::instance))
                    .<Runnable>map(instance -> () -> instance.stop(Duration.ofSeconds(20)))
                    .toList());
            Rebuild.service(ports, folder).stop(Duration.ofSeconds(20));
            together(List.of(kafka::close, postgres::close));
            folder.close();
        }
    }
}
