package io.countywatch.alert.snapshot;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.startup.AlertConfig;
import io.countywatch.alert.startup.Json;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Reads {@code county-metrics.v1} from its start, in every replica: whoever becomes evaluator has the figures. */
@ApplicationScoped
class SnapshotConsumer {

    private static final Logger LOG = Logger.getLogger(SnapshotConsumer.class);

    private final Snapshots snapshots;
    private final SnapshotTraces traces;
    private final MeterRegistry meters;

    SnapshotConsumer(Snapshots snapshots, SnapshotTraces traces, MeterRegistry meters) {
        this.snapshots = snapshots;
        this.traces = traces;
        this.meters = meters;
    }

    @Incoming("county-metrics")
    void take(ConsumerRecord<String, String> message) {
        String outcome;
        try {
            outcome = message.value() == null
                    ? "tombstone"
                    : accept(message).name().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // Whatever is unreadable must not stop the figures of other counties; the position says which it was.
            outcome = "unreadable";
            LOG.warnf("event=snapshot_unreadable partition=%d offset=%d", message.partition(), message.offset());
        }
        meters.counter("alert_snapshots", "outcome", outcome).increment();
    }

    private Snapshots.Outcome accept(ConsumerRecord<String, String> message) {
        SnapshotRecord snapshot = Json.read(message.value(), SnapshotRecord.class);
        Snapshots.Outcome outcome = snapshots.accept(snapshot);
        if (outcome == Snapshots.Outcome.TAKEN) {
            traces.taken(message, snapshot);
        }
        return outcome;
    }

    /** One store for the whole process. */
    static class Producer {

        @Produces
        @Singleton
        Snapshots snapshots(Campaign campaign, AlertConfig config) {
            Set<String> counties =
                    campaign.units().of(Level.COUNTY).stream().map(Unit::code).collect(Collectors.toSet());
            return config.clock() == AlertConfig.ClockKind.WALL
                    ? Snapshots.ofRunningDays(counties)
                    : new Snapshots(counties);
        }
    }
}
