package io.countywatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a log of {@code -Xlog:gc}: how long each collection took, and what was left of the heap after it. */
public final class GcLog {

    private static final Pattern COLLECTION = Pattern.compile("Pause .* \\d+M->(\\d+)M\\(\\d+M\\) ([0-9.]+)ms");

    private final Path file;
    private int read;

    public GcLog(Path file) {
        this.file = file;
    }

    /**
     * The collections since the last call.
     *
     * @param heap least that was left after one, in MB: what is alive, or a little more
     * @param longest pause in milliseconds
     * @param total of all pauses, in milliseconds
     */
    public record Since(int collections, long heap, double longest, double total) {}

    /** What was logged since the last call. */
    public Since next() throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        int collections = 0;
        long heap = Long.MAX_VALUE;
        double longest = 0;
        double total = 0;
        for (String line : lines.subList(Math.min(read, lines.size()), lines.size())) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                collections++;
                heap = Math.min(heap, Long.parseLong(collection.group(1)));
                double pause = Double.parseDouble(collection.group(2));
                longest = Math.max(longest, pause);
                total += pause;
            }
        }
        read = lines.size();
        return new Since(collections, collections == 0 ? 0 : heap, longest, total);
    }
}
