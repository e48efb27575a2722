package io.countywatch.local;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.simulator.Comparison;
import io.countywatch.local.simulator.ProgressBar;
import io.countywatch.local.simulator.Simulator;
import io.countywatch.local.simulator.SimulatorConfig;
import io.countywatch.local.stack.LocalStack;
import io.countywatch.local.stack.PrometheusServer;
import io.countywatch.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: everything on this machine, and a campaign played through it. Its help is run-help.txt. */
@Command(name = "run")
final class RunCommand implements Callable<Integer> {

    /** What one registered person leaves on the disk, in Kafka, PostgreSQL and their logs, by 28 June. */
    private static final long BYTES_A_SCALE = 4L << 30;

    /** As a shell says it of Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private static final Duration DRAIN = Duration.ofMinutes(5);

    @Mixin
    private Place place;

    @Option(names = "--scale", defaultValue = "1")
    private double scale;

    @Option(names = "--until", defaultValue = "2020-06-28")
    private LocalDate until;

    @Option(names = "--exit")
    private boolean exit;

    @Option(names = "--day-seconds", defaultValue = "3")
    private double daySeconds;

    @Option(names = "--no-simulator")
    private boolean noSimulator;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--seed", defaultValue = "42")
    private long seed;

    @Option(names = "--campaign")
    private Path campaign;

    @Option(names = "--connections", defaultValue = "8")
    private int connections;

    @Option(names = "--observe")
    private boolean observe;

    private volatile PrometheusServer prometheus;

    @Override
    public Integer call() {
        check();
        boolean simulate = !noSimulator && !resume;
        long bytes = simulate ? (long) (BYTES_A_SCALE * scale) : 0;
        Terminal terminal = new Terminal();
        LocalStack stack = new LocalStack(place.folder(), place.ports(), campaign(), resume, bytes);
        Thread main = Thread.currentThread();
        // Ctrl-C: stop sending, then end the services, then the servers.
        Thread atEnd = new Thread(() -> {
            main.interrupt();
            closeAll(stack);
        });
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            stack.start(terminal::say);
            terminal.welcome(stack, place);
            if (observe) {
                observe(stack, terminal);
            }
            return watched(stack, terminal, simulate);
        } finally {
            closeAll(stack);
        }
    }

    private void observe(LocalStack stack, Terminal terminal) {
        PrometheusServer.installed()
                .ifPresentOrElse(
                        program -> {
                            prometheus = PrometheusServer.start(program, stack, place.folder(), place.ports());
                            terminal.say("Prometheus watches: " + prometheus.address() + "/alerts");
                        },
                        () -> terminal.say("--observe: Prometheus is not installed (Debian: apt install prometheus);"
                                + " nothing watches"));
    }

    private void closeAll(LocalStack stack) {
        PrometheusServer watching = prometheus;
        if (watching != null) {
            watching.close();
        }
        stack.close();
    }

    private int watched(LocalStack stack, Terminal terminal, boolean simulate) {
        ServiceWatch watch =
                new ServiceWatch(ServiceWatch.Sight.of(stack), terminal::say, place.options(), Duration.ofSeconds(1));
        try (watch) {
            return simulate ? simulate(stack, terminal) : idle(terminal);
        } catch (InterruptedException e) {
            if (watch.endedServer() != null) {
                throw new StackException(watch.endedServer() + "; the disk may be full: everything is stopped");
            }
            return INTERRUPTED;
        }
    }

    private void check() {
        if (!(scale > 0 && scale <= 1)) {
            throw new StackException("--scale must be above 0 and at most 1");
        }
        if (daySeconds < 0 || connections < 1 || connections > 256) {
            throw new StackException("--day-seconds must not be negative, --connections must be 1 to 256");
        }
        if (exit && (noSimulator || resume)) {
            throw new StackException(
                    "--exit compares the simulator's books: it does not go with --no-simulator or --resume");
        }
        if (!Files.exists(campaign().resolve("campaign.yaml"))) {
            throw new StackException("no campaign.yaml in " + campaign() + "; --campaign names a campaign folder");
        }
    }

    private Path campaign() {
        Path folder = campaign == null ? Project.root().resolve("deploy/campaigns/china-2020") : campaign;
        return folder.toAbsolutePath().normalize();
    }

    private static int idle(Terminal terminal) throws InterruptedException {
        terminal.say("running; Ctrl-C ends it");
        new CountDownLatch(1).await();
        return 0;
    }

    private int simulate(LocalStack stack, Terminal terminal) throws InterruptedException {
        Tokens tokens = new Tokens(stack.tokens());
        ServiceClient metrics =
                new ServiceClient(stack.metrics().uri(), () -> tokens.bearer("run", List.of("*"), "metrics:read"));
        ServiceClient alerts =
                new ServiceClient(stack.alert().uri(), () -> tokens.bearer("run", List.of("*"), "alerts:read"));
        SimulatorConfig config = new SimulatorConfig(
                stack.intake().uri(), stack.metrics().uri(), campaign(), scale, seed, connections, until);
        ProgressBar bar = new ProgressBar(System.out, terminal.isInteractive());
        long began = System.nanoTime();
        try (Simulator simulator = new Simulator(config, tokens, bar)) {
            if (until.isBefore(simulator.firstDay()) || until.isAfter(simulator.lastDay())) {
                throw new StackException(
                        "--until must lie between " + simulator.firstDay() + " and " + simulator.lastDay());
            }
            terminal.say("inventing the field: seed " + seed + ", scale " + scale);
            terminal.say(simulator.expectEvents() + " events up to " + until);
            CampaignClock clock = new CampaignClock(
                    metrics, simulator.firstDay(), until, Duration.ofMillis((long) (daySeconds * 1000)));
            simulator.load();
            simulator.play(until, clock);
            bar.finish(simulator.progress());
            int code = compare(simulator, clock, terminal);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            LiveTable table = new LiveTable(alerts, terminal);
            awaitAlerts(table, clock, terminal);
            table.show();
            terminal.say("took " + took.toSeconds() + " s from the first event to compared books");
            if (exit) {
                return code;
            }
            for (LocalDate day = until.plusDays(1); !day.isAfter(simulator.lastDay()); day = day.plusDays(1)) {
                simulator.play(day, clock);
                table.show();
            }
            compare(simulator, clock, terminal);
            terminal.say("the campaign is over; the system stays up until Ctrl-C");
            new CountDownLatch(1).await();
            return code;
        }
    }

    /** Days are evaluated one by one: without this the first table would be of a day in the middle of the load. */
    private static void awaitAlerts(LiveTable table, CampaignClock clock, Terminal terminal)
            throws InterruptedException {
        LocalDate day = clock.effectiveThrough().orElse(null);
        if (day != null && !table.awaitDay(day, DRAIN)) {
            terminal.say(
                    "alert-service has not evaluated " + day + " after " + DRAIN.toMinutes() + " minutes; see its log");
        }
    }

    private static int compare(Simulator simulator, CampaignClock clock, Terminal terminal)
            throws InterruptedException {
        terminal.say("waiting until every accepted event is in the figures");
        if (!clock.awaitNoLag(DRAIN)) {
            terminal.say("metrics-service has not applied everything after " + DRAIN.toMinutes() + " minutes");
            return 1;
        }
        Comparison comparison = compared(simulator);
        terminal.print(comparison.table());
        terminal.print(simulator.statistics().table());
        boolean agree = comparison.equal() && simulator.statistics().surprises() == 0;
        terminal.say(
                agree
                        ? "the books agree: every county, measure and stage"
                        : "THE BOOKS DO NOT AGREE: " + comparison.differences().size() + " differences");
        return agree ? 0 : 1;
    }

    private static Comparison compared(Simulator simulator) throws InterruptedException {
        try {
            return simulator.compare();
        } catch (IOException e) {
            throw new StackException("metrics-service does not answer: " + e.getMessage());
        }
    }
}
