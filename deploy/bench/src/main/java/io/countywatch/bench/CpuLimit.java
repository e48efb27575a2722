package io.countywatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A limit on the CPU of some processes, and of all that they start from then on: what a container's limit is, by a control
 * group of Linux (version 1 or 2). So several machines can be told apart on one.
 */
public final class CpuLimit implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;

    private final Path group;

    private CpuLimit(Path group) {
        this.group = group;
    }

    /**
     * Begins at once.
     *
     * @param cores 0.5 is half of one core, on average over a tenth of a second
     * @throws IOException if this user may make no control group
     */
    public static CpuLimit of(String name, double cores, Stream<ProcessHandle> processes) throws IOException {
        boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
        Path group = ROOT.resolve(second ? "" : "cpu")
                .resolve("countywatch-bench-" + ProcessHandle.current().pid() + "-" + name);
        long quota = Math.round(cores * PERIOD_MICROS);
        try {
            Files.createDirectory(group);
            if (second) {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
            }
            for (ProcessHandle process : processes.toList()) {
                Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
            }
        } catch (IOException e) {
            new CpuLimit(group).close();
            throw new IOException(
                    "no limit could be set on CPU: it takes a writable control group at " + group
                            + " with the controller \"cpu\", as root has where no container forbids it (" + e + ")",
                    e);
        }
        return new CpuLimit(group);
    }

    /** A process and all that it has started and that live. */
    public static Stream<ProcessHandle> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    /** Lets go of the processes that still live; a second time it does nothing. */
    @Override
    public void close() {
        if (!Files.exists(group)) {
            return;
        }
        try {
            for (String pid : processes()) {
                try {
                    Files.writeString(group.resolveSibling("cgroup.procs"), pid);
                } catch (IOException e) {
                    // it has just ended
                    continue;
                }
            }
            Files.deleteIfExists(group);
        } catch (IOException e) {
            System.err.println("left behind: " + group + " (" + e + ")");
        }
    }

    private List<String> processes() throws IOException {
        return Files.readAllLines(group.resolve("cgroup.procs"));
    }
}
