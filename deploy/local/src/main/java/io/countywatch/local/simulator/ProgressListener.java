package io.countywatch.local.simulator;

/** Told after every request, from several threads at once. */
@FunctionalInterface
public interface ProgressListener {

    /** Nobody listens. */
    ProgressListener NONE = progress -> {};

    /** Must return at once. */
    void progressed(Progress progress);
}
