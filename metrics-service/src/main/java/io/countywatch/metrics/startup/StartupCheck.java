package io.countywatch.metrics.startup;

import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Refuses to start with Kafka clients that, as they really are, would lose or invent something. */
@ApplicationScoped
class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);
    private static final String EVENTS = "household-events";

    private final MetricsConfig config;
    private final KafkaClientService kafka;

    StartupCheck(MetricsConfig config, KafkaClientService kafka) {
        this.config = config;
        this.kafka = kafka;
    }

    void check(@Observes @Priority(5000) StartupEvent started) {
        List<String> faults = new ArrayList<>();
        for (String channel : new TreeSet<>(kafka.getProducerChannels())) {
            faults.addAll(producerFaults(channel, kafka.getProducer(channel).configuration()));
        }
        for (String channel : new TreeSet<>(kafka.getConsumerChannels())) {
            faults.addAll(consumerFaults(channel, kafka.getConsumer(channel).configuration()));
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("metrics-service does not start: " + String.join("; ", faults));
        }
        LOG.infof(
                "started: clock=%s schema=%s",
                config.clock(), config.projection().schema());
    }

    /** What is wrong with the effective settings of a producer. */
    static List<String> producerFaults(String channel, Map<String, ?> settings) {
        List<String> faults = new ArrayList<>();
        String acks = String.valueOf(settings.get("acks"));
        if (!acks.equals("all") && !acks.equals("-1")) {
            faults.add("producer " + channel + ": acks must be all");
        }
        if (!"true".equals(String.valueOf(settings.get("enable.idempotence")))) {
            faults.add("producer " + channel + ": enable.idempotence must be true");
        }
        return faults;
    }

    /** What is wrong with the effective settings of a consumer: positions of events are in PostgreSQL, nowhere else. */
    static List<String> consumerFaults(String channel, Map<String, ?> settings) {
        List<String> faults = new ArrayList<>();
        String reset = channel.equals(EVENTS) ? "none" : "earliest";
        if (!reset.equals(String.valueOf(settings.get("auto.offset.reset")))) {
            faults.add("consumer " + channel + ": auto.offset.reset must be " + reset);
        }
        if (!"false".equals(String.valueOf(settings.get("enable.auto.commit")))) {
            faults.add("consumer " + channel + ": enable.auto.commit must be false");
        }
        return faults;
    }
}
