package io.countywatch.bench.intake;

import io.countywatch.bench.GcLog;
import io.countywatch.bench.Usage;
import io.countywatch.bench.intake.LoadGenerator.Job;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Events a second in batches and one by one, latency at half of that, and memory over minutes at full load. */
@Command(
        name = "deploy/bench/intake",
        mixinStandardHelpOptions = true,
        description = "Times the packaged intake-service over a real Kafka, all on this machine.")
public final class IntakeBench implements Callable<Integer> {

    @Option(names = "--batch", defaultValue = "100", description = "events in a batch; default ${DEFAULT-VALUE}")
    private int batch;

    @Option(
            names = "--batch-connections",
            defaultValue = "32",
            description = "connections that send batches; default ${DEFAULT-VALUE}")
    private int batchConnections;

    @Option(
            names = "--single-connections",
            defaultValue = "192",
            description = "connections that send single events; default ${DEFAULT-VALUE}")
    private int singleConnections;

    @Option(names = "--callers", defaultValue = "400", description = "different tokens; default ${DEFAULT-VALUE}")
    private int callers;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description = "seconds before each count; default ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "20", description = "seconds of each count; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--minutes",
            defaultValue = "0",
            description = "then so long at full load in batches, memory every 30 s; default ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--only", description = "batch or single: nothing but that maximum")
    private String only;

    @Option(names = "--heap", defaultValue = "256m", description = "-Xmx of intake-service; default ${DEFAULT-VALUE}")
    private String heap;

    @Option(names = "--jvm", defaultValue = "-XX:+UseParallelGC", description = "further options of its JVM")
    private String jvm;

    @Option(
            names = "--record",
            description =
                    "file for Java Flight Recorder profiles; starting one throws compiled code away, so the figures"
                            + " of such a run are worthless")
    private Path recording;

    private Bed bed;
    private long answered;

    /** Exits with 1 if an answer was not 202, or Kafka holds fewer events than were accepted. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IntakeBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.printf(
                "%d cores, Java %s; intake-service with -Xmx%s %s, %d callers, batches of %d%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                heap,
                jvm,
                callers,
                batch);
        try (Bed started = new Bed(heap, List.of(jvm.split(" ")), callers)) {
            bed = started;
            System.out.println(Measurement.HEADER);
            if (!"single".equals(only)) {
                measure("batches, as fast as it goes", "batches at half of it", batch, batchConnections);
            }
            if (!"batch".equals(only)) {
                measure("single, as fast as it goes", "single at half of it", 1, singleConnections);
            }
            if (minutes > 0) {
                endure();
            }
            long stored = bed.stored();
            System.out.printf(
                    Locale.ROOT, "%naccepted %,d events while counting; Kafka has %,d in all%n", answered, stored);
            return stored >= answered ? 0 : 1;
        }
    }

    private void measure(String full, String half, int events, int connections)
            throws IOException, InterruptedException {
        Measurement maximum = run(full, job(events, connections, 0, warmUp, seconds));
        if (only == null) {
            run(half, job(events, connections, (int) (maximum.eventsPerSecond() / 2), 2, seconds));
        }
    }

    private Job job(int events, int connections, int rate, int warm, int time) {
        String run = String.format("%08x-%04x", System.nanoTime() & 0xFFFFFFFFL, (int) (Math.random() * 0x10000));
        return new Job(bed.port(), bed.tokenFile(), run, events, connections, rate, warm, time);
    }

    private Measurement run(String name, Job job) throws IOException, InterruptedException {
        Process load = startLoad(job);
        try (BufferedReader output = load.inputReader()) {
            output.readLine();
            startRecording(name);
            Usages before = Usages.of(bed);
            // Asked a little before the end: the last answers are waited for without load.
            Thread.sleep(job.seconds() * 1000L - 500);
            Usages after = Usages.of(bed);
            stopRecording();
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the load generator ended early");
            }
            Measurement measurement = after.since(before, name, line);
            answered += (long) measurement.get("accepted");
            System.out.println(measurement.row());
            return measurement;
        } finally {
            load.destroy();
        }
    }

    /** What both servers have used up to one instant. */
    private record Usages(long nanos, Usage intake, Usage kafka) {

        static Usages of(Bed bed) {
            return new Usages(System.nanoTime(), Usage.of(bed.intakePid()), Usage.of(bed.kafkaPid()));
        }

        Measurement since(Usages before, String name, String line) {
            double seconds = (nanos - before.nanos) / 1e9;
            return Measurement.of(
                    name, line, intake.coresSince(before.intake, seconds), kafka.coresSince(before.kafka, seconds));
        }
    }

    private static Process startLoad(Job job) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LoadGenerator.class.getName()));
        command.addAll(job.arguments());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Full load for minutes; what is alive and what is resident must not grow. */
    private void endure() throws IOException, InterruptedException {
        System.out.println("\n  minute   resident MB   heap after GC MB   collections   longest pause ms");
        GcLog gc = new GcLog(bed.gcLog());
        gc.next();
        Job job = job(batch, batchConnections, 0, 0, minutes * 60);
        Process load = startLoad(job);
        try (BufferedReader output = load.inputReader()) {
            output.readLine();
            Usages before = Usages.of(bed);
            for (int half = 1; half <= 2 * minutes; half++) {
                Thread.sleep(30_000);
                GcLog.Since since = gc.next();
                System.out.printf(
                        Locale.ROOT,
                        "%8.1f %13d %18d %13d %18.1f%n",
                        half / 2.0,
                        Usage.residentMegabytes(bed.intakePid()),
                        since.heap(),
                        since.collections(),
                        since.longest());
            }
            Measurement all = Usages.of(bed).since(before, "batches, " + minutes + " min", output.readLine());
            answered += (long) all.get("accepted");
            System.out.println(all.row());
        } finally {
            load.destroy();
        }
    }

    private void startRecording(String name) throws IOException, InterruptedException {
        if (recording != null) {
            Path file = recording.resolveSibling(name.replaceAll("\\W+", "-") + "-" + recording.getFileName());
            jcmd("JFR.start", "name=bench", "settings=profile", "filename=" + file.toAbsolutePath());
        }
    }

    private void stopRecording() throws IOException, InterruptedException {
        if (recording != null) {
            jcmd("JFR.stop", "name=bench");
        }
    }

    private void jcmd(String... arguments) throws IOException, InterruptedException {
        Path jcmd = Path.of(ServerProcess.java()).resolveSibling("jcmd");
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), "" + bed.intakePid()));
        command.addAll(List.of(arguments));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
