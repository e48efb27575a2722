package io.countywatch.bench.figures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Status events of households, as intake appends them: first all of them as fast as it goes, then some a second. */
final class Load implements AutoCloseable {

    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final List<String> STATUSES = List.of("POOR", "LIFTED", "RELAPSED", "LIFTED");

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> counties;
    private final int households;
    private final SplittableRandom random = new SplittableRandom(5);
    private long sent;

    Load(String bootstrapServers, List<String> counties, int households) {
        this.counties = counties;
        this.households = households;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        "5",
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Every household so many times, over 180 days. @return how many events */
    long fill(int eventsEach) {
        for (int round = 0; round < eventsEach; round++) {
            for (int household = 0; household < households; household++) {
                int day = (round * 180 + random.nextInt(180)) / eventsEach;
                producer.send(event(household, round, START.plusSeconds(day * 86_400L + random.nextInt(80_000))));
            }
        }
        producer.flush();
        return sent;
    }

    /** @param acknowledged is told of each event with its place, when Kafka has it */
    void run(int perSecond, long seconds, Acknowledged acknowledged) {
        long began = System.nanoTime();
        long due = perSecond * seconds;
        for (long i = 0; i < due; i++) {
            long at = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            int household = random.nextInt(households);
            ProducerRecord<byte[], byte[]> event =
                    event(household, random.nextInt(4), START.plusSeconds(180 * 86_400L + i));
            producer.send(event, (where, failure) -> {
                if (failure == null) {
                    acknowledged.at(where.partition(), where.offset(), System.nanoTime());
                }
            });
        }
        producer.flush();
    }

    /** Called on the producer's thread. */
    interface Acknowledged {
        void at(int partition, long offset, long nanos);
    }

    private ProducerRecord<byte[], byte[]> event(int household, int round, Instant time) {
        String county = counties.get(household % counties.size());
        String data = "{\"status\":\"%s\",\"persons\":%d,\"village\":\"%s-%03d\"}"
                .formatted(STATUSES.get(round), 1 + household % 6, county, 1 + household % 40);
        var event = new ProducerRecord<>("household-events.v1", bytes("household-" + household), bytes(data));
        Map<String, String> attributes = Map.of(
                "specversion",
                "1.0",
                "id",
                "%012x-%08x".formatted(time.toEpochMilli(), sent++),
                "source",
                "/devices/" + county + "-" + household % 40,
                "type",
                "countywatch.household.status-changed.v1",
                "subject",
                "household-" + household,
                "time",
                time.toString(),
                "countycode",
                county,
                "recordedtime",
                time.plusSeconds(60).toString());
        attributes.forEach((name, value) -> event.headers().add("ce_" + name, bytes(value)));
        return event;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
