package io.countywatch.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.local.ProjectionVersions.Progress;
import io.countywatch.local.stack.Rebuild;
import io.countywatch.local.stack.RunFolder;
import io.countywatch.local.stack.Service;
import io.countywatch.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills the projection anew beside the running one, compares the two, and switches to and fro. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description =
                "Fills the projection of metrics-service anew, from the log into a schema of its own beside the live"
                        + " one, and compares the two at equal positions. Then, with --switch, readers and publisher go"
                        + " over.")
final class RebuildCommand implements Callable<Integer> {

    private static final Pattern SCHEMA = Pattern.compile("(?m)^export COUNTYWATCH_PROJECTION_SCHEMA='(.*)'$");

    @Mixin
    private Place place;

    @ArgGroup
    private Action action = new Action();

    /** One of them; none: fill and compare. */
    static final class Action {
        @Option(names = "--compare", description = "compare once more")
        private boolean compare;

        @Option(
                names = "--switch",
                description = "compare, and if nothing differs let readers and publisher go over to the version beside")
        private boolean switchOver;

        @Option(names = "--back", description = "let them go back to the version from which they came last")
        private boolean back;

        @Option(names = "--stop", description = "end the process of the version beside; its schema stays")
        private boolean stop;
    }

    @Option(names = "--despite-differences", description = "with --switch: also if the two differ")
    private boolean despiteDifferences;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description =
                    "of the new version (default: the one filled last beside the active one, or the next projection_N)")
    private String schema;

    @Option(
            names = "--events-per-second",
            paramLabel = "N",
            defaultValue = "10000",
            description = "throttle of the rebuild, so that the live one is not held up (default ${DEFAULT-VALUE})")
    private int eventsPerSecond;

    @Override
    public Integer call() throws SQLException, IOException, InterruptedException {
        RunFolder folder = place.folder();
        Service beside = Rebuild.service(place.ports(), folder);
        if (action.stop) {
            beside.stop(Duration.ofSeconds(20));
            return 0;
        }
        try (ProjectionVersions versions = new ProjectionVersions(place.ports().postgres())) {
            if (action.back) {
                return switchTo(versions, versions.before());
            }
            String other = action.compare || action.switchOver ? running(beside) : fill(versions, beside, folder);
            boolean equal = compare(versions, beside, other);
            if (!action.switchOver) {
                return equal ? 0 : 1;
            }
            if (!equal && !despiteDifferences) {
                System.err.println("nothing is switched; look into it, or add --despite-differences");
                return 1;
            }
            return switchTo(versions, other);
        }
    }

    /** The version that the process beside fills, or goes on with after a switch. */
    private static String running(Service beside) throws IOException {
        if (beside.running().isEmpty()) {
            throw new StackException("no process of a version beside runs; deploy/local/rebuild starts it");
        }
        Matcher setting = SCHEMA.matcher(Files.readString(beside.script()));
        String last = null;
        while (setting.find()) {
            last = setting.group(1).replace("'\\''", "'");
        }
        return last;
    }

    /** @return the version that was filled */
    private String fill(ProjectionVersions versions, Service beside, RunFolder folder)
            throws SQLException, IOException, InterruptedException {
        String name = beside.running().isEmpty() ? start(versions, beside, folder) : running(beside);
        if (name.equals(versions.active())) {
            throw new StackException("readers and publisher have gone over to " + name
                    + ", whose process this is; to fill another, end the run and start it with --resume first: then"
                    + " metrics-service itself goes on with " + name);
        }
        while (true) {
            endIfStopped(versions, beside);
            Progress progress = versions.progress(name);
            if (progress.caughtUp()) {
                return name;
            }
            System.out.printf(Locale.ROOT, "  %,d of %,d events%n", progress.applied(), progress.live());
            if (beside.running().isEmpty()) {
                throw new StackException("the version beside has ended; its log is " + beside.log());
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }

    private static void endIfStopped(ProjectionVersions versions, Service beside) throws SQLException {
        String poison = versions.poison();
        if (poison != null) {
            // It only stands still; the next one is started with what is built by then.
            beside.stop(Duration.ofSeconds(20));
            throw new StackException("the rebuild has stopped: the event at " + poison
                    + " is poison here and was none in the live version; its log is " + beside.log()
                    + ". When the code is repaired, deploy/local/rebuild goes on from there");
        }
    }

    private String start(ProjectionVersions versions, Service beside, RunFolder folder)
            throws SQLException, IOException {
        String last = versions.filledBeside();
        String name = schema != null ? schema : last != null ? last : versions.nextName();
        if (name.equals(versions.active())) {
            throw new StackException(name + " is the active version: another can be filled beside it");
        }
        prepare(folder, beside, name);
        versions.forgetPoison();
        beside.start().await(() -> beside.isReady() || stopped(versions), Duration.ofSeconds(120));
        System.out.println("filling " + name + " beside " + versions.active() + "; log: " + beside.log());
        return name;
    }

    private static boolean stopped(ProjectionVersions versions) {
        try {
            return versions.poison() != null;
        } catch (SQLException e) {
            throw new StackException("PostgreSQL does not answer any more: " + e.getMessage());
        }
    }

    /** The live service's script, with what is different: the last of two settings of a name counts. */
    private void prepare(RunFolder folder, Service beside, String name) throws IOException {
        Path live = folder.of("run").resolve("metrics-service.sh");
        if (!Files.exists(live)) {
            throw new StackException("nothing has run in " + folder.path() + "; start deploy/local/run first");
        }
        String own =
                """
                export QUARKUS_PROFILE='prod,rebuild'
                export QUARKUS_HTTP_PORT='%1$d'
                export COUNTYWATCH_PROJECTION_SCHEMA='%2$s'
                export MP_MESSAGING_INCOMING_HOUSEHOLD_EVENTS_GROUP_ID='metrics-service-%2$s'
                export COUNTYWATCH_REBUILD_EVENTS_PER_SECOND='%3$d'
                exec"""
                        .formatted(beside.uri().getPort(), name.replace("'", "'\\''"), eventsPerSecond);
        Path script = beside.script();
        Files.deleteIfExists(script);
        Files.createFile(script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, Files.readString(live).replaceFirst("(?m)^exec", Matcher.quoteReplacement(own)));
    }

    private boolean compare(ProjectionVersions versions, Service process, String beside)
            throws SQLException, InterruptedException {
        JsonNode report = versions.compare(beside, Duration.ofMinutes(30));
        if (!report.path("failure").isNull()) {
            endIfStopped(versions, process);
            throw new StackException("no comparison: " + report.path("failure").asText());
        }
        System.out.printf(
                Locale.ROOT,
                "%s and %s after the same %,d records (the live one stood still for %d ms):%n",
                versions.liveOf(beside),
                beside,
                report.path("events").asLong(),
                report.path("stoodStillMillis").asLong());
        report.path("tables").properties().forEach(table -> {
            JsonNode live = table.getValue().path("live");
            JsonNode other = table.getValue().path("beside");
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s %,12d rows  %s%n",
                    table.getKey(),
                    live.path("rows").asLong(),
                    live.equals(other)
                            ? "equal  " + live.path("md5").asText()
                            : String.format(
                                    Locale.ROOT,
                                    "≠ (%,d rows)",
                                    other.path("rows").asLong()));
        });
        report.path("differences")
                .forEach(difference ->
                        System.out.println("  ≠ " + difference.path("kind").asText() + " "
                                + difference.path("what").asText() + ": "
                                + difference.path("live").asText() + " → "
                                + difference.path("beside").asText()));
        return report.path("equal").asBoolean();
    }

    private static int switchTo(ProjectionVersions versions, String target) throws SQLException {
        long began = System.nanoTime();
        String from = versions.switchTo(target);
        System.out.printf(
                Locale.ROOT,
                "readers and publisher: %s → %s in %d ms%n",
                from,
                target,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return 0;
    }
}
