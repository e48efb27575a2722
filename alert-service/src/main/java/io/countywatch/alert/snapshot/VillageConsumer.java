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

/** Reads {@code village-metrics.v1} from its start, in every replica. */
@ApplicationScoped
class VillageConsumer {

    private static final Logger LOG = Logger.getLogger(VillageConsumer.class);

    private final Villages villages;
    private final Campaign campaign;
    private final MeterRegistry meters;

    VillageConsumer(Villages villages, Campaign campaign, MeterRegistry meters) {
        this.villages = villages;
        this.campaign = campaign;
        this.meters = meters;
    }

    @Incoming("village-metrics")
    void take(ConsumerRecord<String, String> message) {
        String outcome;
        try {
            outcome = message.value() == null
                    ? "tombstone"
                    : villages.accept(VillageFigures.of(
                                    Json.read(message.value(), VillageRecord.class), campaign.measures()))
                            .name()
                            .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // One unreadable village must not stop the others; the position says which it was.
            outcome = "unreadable";
            LOG.warnf("event=village_unreadable partition=%d offset=%d", message.partition(), message.offset());
        }
        meters.counter("alert_village_figures", "outcome", outcome).increment();
    }

    /** One store for the whole process. */
    static class Producer {

        @Produces
        @Singleton
        Villages villages(Campaign campaign, AlertConfig config) {
            Set<String> villages =
                    campaign.units().of(Level.VILLAGE).stream().map(Unit::code).collect(Collectors.toSet());
            return config.clock() == AlertConfig.ClockKind.WALL
                    ? Villages.ofRunningDays(villages)
                    : new Villages(villages);
        }
    }
}
