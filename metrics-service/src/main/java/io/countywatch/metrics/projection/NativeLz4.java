package io.countywatch.metrics.projection;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * Has the log unpacked by native code, which costs half of what Java needs for it. The library takes it by itself only
 * under the system's class loader, and otherwise only where it is loaded already.
 */
@Singleton
class NativeLz4 {

    private static final Logger LOG = Logger.getLogger(NativeLz4.class);

    void load(@Observes StartupEvent started) {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException e) {
            // Another processor, or a temporary folder that cannot hold programs: Java does it.
            LOG.infof("no native lz4: %s", e.getMessage());
        }
    }
}
