package io.countywatch.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used of the machine. */
record Usage(Duration cpu) {

    static Usage of(long pid) {
        return new Usage(ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO));
    }

    /** Cores in use on average since {@code earlier}: 1.0 is one core all the time. */
    double coresSince(Usage earlier, double seconds) {
        return cpu.minus(earlier.cpu).toMillis() / 1e3 / seconds;
    }

    /** Resident memory in MB; 0 where the system does not tell. */
    static long residentMegabytes(long pid) {
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
