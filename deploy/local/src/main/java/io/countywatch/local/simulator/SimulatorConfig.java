package io.countywatch.local.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What to play and against which services.
 *
 * @param intake base address of intake-service, for example {@code http://127.0.0.1:8081}
 * @param metrics base address of metrics-service
 * @param campaign folder with {@code units.csv} and {@code campaign.yaml}
 * @param scale share of the households of each village, above 0 and up to 1
 * @param seed same seed, scale and campaign: the same events, byte for byte
 * @param connections requests in flight at most, 1–256
 * @param until last simulated day of the load; used for {@link Progress#expectedEvents()} only
 */
public record SimulatorConfig(
        URI intake, URI metrics, Path campaign, double scale, long seed, int connections, LocalDate until) {

    /** Refuses values out of range. */
    public SimulatorConfig {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("scale must be above 0 and at most 1, not " + scale);
        }
        if (connections < 1 || connections > 256) {
            throw new IllegalArgumentException("connections must be 1 to 256, not " + connections);
        }
    }
}
