package io.countywatch.metrics.startup;

import org.jboss.logging.Logger;

/** Tasks that an executor repeats: it ends one silently, and for good, at the first thing that the task throws. */
public final class Turns {

    private static final Logger LOG = Logger.getLogger(Turns.class);

    private Turns() {}

    /**
     * The same task, of which nothing gets through: whatever it throws is said, and the next turn comes.
     *
     * @param name told in the log
     */
    public static Runnable surviving(String name, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warnf(e, "turn failed, the next one tries again: loop=%s", name);
            }
        };
    }
}
