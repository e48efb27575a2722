package io.countywatch.alert.startup;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.rules.RuleSet;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Refuses to start with Kafka clients that, as they really are, would lose or invent something. */
@ApplicationScoped
class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);
    private static final List<String> PRODUCERS = List.of("county-alerts", "county-alert-state");
    private static final List<String> CONSUMERS = List.of("county-metrics", "village-metrics");

    private static final Duration SHORTEST_KEPT = Duration.ofDays(3);

    // Kafka's own defaults, in milliseconds.
    private static final long KAFKA_MAX_BLOCK = 60_000;
    private static final long KAFKA_DELIVERY_TIMEOUT = 120_000;

    private final AlertConfig config;
    private final Campaign campaign;
    private final RuleSet rules;
    private final KafkaClientService kafka;

    StartupCheck(AlertConfig config, Campaign campaign, RuleSet rules, KafkaClientService kafka) {
        this.config = config;
        this.campaign = campaign;
        this.rules = rules;
        this.kafka = kafka;
    }

    void check(@Observes @Priority(5000) StartupEvent started) {
        List<String> faults = new ArrayList<>();
        for (String channel : PRODUCERS) {
            faults.addAll(producerFaults(
                    channel,
                    kafka.getProducer(channel).configuration(),
                    config.delivery().claim()));
        }
        for (String channel : CONSUMERS) {
            faults.addAll(consumerFaults(channel, kafka.getConsumer(channel).configuration()));
        }
        if (config.evaluation().keepTicks().compareTo(SHORTEST_KEPT) < 0) {
            faults.add("countywatch.evaluation.keep-ticks must be 3d at least: so long a day is provisional");
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("alert-service does not start: " + String.join("; ", faults));
        }
        LOG.infof(
                "event=started campaign=%s plans=%d rules=%d ruleSet=%s clock=%s",
                campaign.id(), campaign.plans().size(), rules.rules().size(), rules.hash(), config.clock());
    }

    /**
     * What is wrong with the effective settings of a producer.
     *
     * @param claim how long a row of the outbox is one replica's: what it handed over in the first half must be decided
     *     in the second
     */
    static List<String> producerFaults(String channel, Map<String, ?> settings, Duration claim) {
        List<String> faults = new ArrayList<>();
        String acks = String.valueOf(settings.get("acks"));
        if (!acks.equals("all") && !acks.equals("-1")) {
            faults.add("producer " + channel + ": acks must be all");
        }
        if (!"true".equals(String.valueOf(settings.get("enable.idempotence")))) {
            faults.add("producer " + channel + ": enable.idempotence must be true");
        }
        long longest = millis(settings, "max.block.ms", KAFKA_MAX_BLOCK)
                + millis(settings, "delivery.timeout.ms", KAFKA_DELIVERY_TIMEOUT);
        if (longest >= claim.dividedBy(2).toMillis()) {
            faults.add(
                    "producer " + channel + ": max.block.ms and delivery.timeout.ms together must be less than half of"
                            + " countywatch.delivery.claim: a state must not arrive after another replica's newer one");
        }
        return faults;
    }

    private static long millis(Map<String, ?> settings, String name, long preset) {
        Object value = settings.get(name);
        return value == null ? preset : Long.parseLong(String.valueOf(value));
    }

    /** What is wrong with the effective settings of a consumer. */
    static List<String> consumerFaults(String channel, Map<String, ?> settings) {
        return "earliest".equals(String.valueOf(settings.get("auto.offset.reset")))
                ? List.of()
                : List.of("consumer " + channel + ": auto.offset.reset must be earliest");
    }
}
