package io.countywatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used of the machine. */
public record Usage(Duration cpu) {

    public static Usage of(long pid) {
        return new Usage(ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO));
    }

    /** With its children that live: the processes of a PostgreSQL server, say. */
    public static Usage ofAll(long pid) {
        Duration children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> of(child.pid()).cpu())
                .reduce(Duration.ZERO, Duration::plus);
        return new Usage(of(pid).cpu().plus(children));
    }

    public Usage plus(Usage other) {
        return new Usage(cpu.plus(other.cpu));
    }

    /** Microseconds of CPU since {@code earlier} for each of some events. */
    public double microsEach(Usage earlier, long events) {
        return cpu.minus(earlier.cpu).toNanos() / 1e3 / events;
    }

    /** Cores in use on average since {@code earlier}: 1.0 is one core all the time. */
    public double coresSince(Usage earlier, double seconds) {
        return cpu.minus(earlier.cpu).toMillis() / 1e3 / seconds;
    }

    /** Resident memory in MB; 0 where the system does not tell. */
    public static long residentMegabytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
