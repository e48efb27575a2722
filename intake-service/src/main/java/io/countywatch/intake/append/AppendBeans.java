package io.countywatch.intake.append;

import io.countywatch.intake.IntakeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

/**
 * Builds the appender over the producer of the channel {@code household-events}. The channel's own emitter is not used:
 * it sends from one thread and knows nothing of partitions and offsets.
 */
@ApplicationScoped
class AppendBeans {

    static final String CHANNEL = "household-events";
    private static final Logger LOG = Logger.getLogger(AppendBeans.class);
    private static final long KEEP_TOPICS_MILLIS = 1_000;
    private static final int START_UP_TRIES = 30;

    private final EventLog log;
    private final EdgeMemory memory;
    private final KafkaClientService clients;
    private volatile Producer<String, byte[]> producer;
    private volatile long keeper = -1;

    AppendBeans(
            IntakeConfig config,
            KafkaClientService clients,
            MeterRegistry meters,
            @Channel(CHANNEL) Emitter<byte[]> channel) {
        this.clients = clients;
        this.log = new EventLog(
                this::producer, config.topics().events(), config.topics().rejects());
        this.memory = new EdgeMemory(config.memory().identities());
        meters.gauge("intake.identities.in.flight", memory, EdgeMemory::inFlight);
    }

    @Produces
    @Singleton
    EventAppender appender() {
        return new EventAppender(log, memory);
    }

    /** Looked up once: the framework goes through all of its channels for it. */
    private Producer<String, byte[]> producer() {
        Producer<String, byte[]> known = producer;
        if (known == null) {
            known = clients.<String, byte[]>getProducer(CHANNEL).unwrap();
            producer = known;
        }
        return known;
    }

    /** Refuses to run with settings that lose events; then waits a moment for Kafka, but starts without it, too. */
    void start(@Observes StartupEvent event, Vertx vertx) {
        List<String> faults = ProducerGuard.faults(clients.getProducer(CHANNEL).configuration());
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Kafka producer of channel " + CHANNEL + ": " + String.join("; ", faults));
        }
        for (int i = 0; i < START_UP_TRIES && !log.knowsTopics(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        if (!log.knowsTopics()) {
            LOG.warn("kafka=away answer=503 until it is back");
        }
        // With max.block.ms 0 a topic that the producer has forgotten would cost one request its answer.
        keeper = vertx.setPeriodic(KEEP_TOPICS_MILLIS, timer -> log.knowsTopics());
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(keeper);
        log.flush();
    }
}
