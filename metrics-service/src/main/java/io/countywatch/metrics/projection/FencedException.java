package io.countywatch.metrics.projection;

/** Another instance owns a partition of the batch by now: we are a zombie for it and must not write. */
final class FencedException extends RuntimeException {

    FencedException() {
        super("a partition of the batch is owned by another instance by now", null, false, false);
    }
}
