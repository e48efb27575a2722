package io.countywatch.local.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line in the terminal: day, bar, events/s and time left. Without a terminal, a plain line every few seconds. */
public final class ProgressBar implements ProgressListener {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private long began;
    private long last;
    private boolean started;
    private boolean drawn;

    /** Draws on {@code out}; {@code terminal}: the line may be overwritten. */
    public ProgressBar(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    ProgressBar(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    @Override
    public synchronized void progressed(Progress progress) {
        long now = nanos.getAsLong();
        if (!started) {
            // The rate is that of sending, not of what the launcher did before.
            started = true;
            began = now;
            last = now;
        }
        if (now - last < (terminal ? 200_000_000L : 5_000_000_000L)) {
            return;
        }
        last = now;
        draw(progress, now);
    }

    /** Draws the last state and ends the line. */
    public synchronized void finish(Progress progress) {
        draw(progress, nanos.getAsLong());
        if (terminal) {
            out.println();
        }
    }

    /** Ends a half-drawn line, so that other output starts on its own. */
    public synchronized void interrupt() {
        if (terminal && drawn) {
            out.println();
            drawn = false;
        }
    }

    private void draw(Progress progress, long now) {
        String line = line(progress, Duration.ofNanos(now - began));
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            drawn = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    static String line(Progress progress, Duration elapsed) {
        double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
        double rate = progress.sent() / seconds;
        int full = (int) Math.round(progress.fraction() * WIDTH);
        String left = progress.expectedEvents() == 0 || rate < 1
                ? "--:--"
                : clock((long) Math.ceil(Math.max(0, progress.expectedEvents() - progress.sent()) / rate));
        return String.format(
                java.util.Locale.ROOT,
                "%s [%s%s] %3.0f %%  %,d events  %,.0f/s  %,d duplicates  %,d rejected  %s left",
                progress.day(),
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                Math.floor(progress.fraction() * 100),
                progress.sent(),
                rate,
                progress.duplicate(),
                progress.rejected(),
                left);
    }

    private static String clock(long seconds) {
        return String.format("%d:%02d", seconds / 60, seconds % 60);
    }
}
