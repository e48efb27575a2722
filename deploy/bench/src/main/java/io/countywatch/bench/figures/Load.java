package io.countywatch.bench.figures;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Status events of households, as intake appends them: first all of them as fast as it goes, received over the half year
 * before today; then some a second, received now, most of them of the last two days, every twentieth late. In a replay the
 * second part is received on days of the past, too, one after the other.
 */
final class Load implements AutoCloseable {

    /** Days of the first part, and of the replay after it. */
    static final int DAYS = 180;

    private static final int REPLAYED_DAYS = 30;
    /** As apps post what they have gathered, some at a time: a hundred at 5,000 a second. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final List<String> STATUSES = List.of("POOR", "LIFTED", "RELAPSED", "LIFTED");

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> counties;
    private final int households;
    private final LocalDate start;
    /** Events that the replay's days are shared among; 0: none is replayed. */
    private final long toReplay;

    private final SplittableRandom random = new SplittableRandom(5);
    /** Latest time told of each household, in seconds since 1970. */
    private final long[] happened;

    private long sent;
    private long next;
    private long replayed;

    /**
     * @param start first day of the half year
     * @param toReplay how many events of the second part there will be, if they are received on days of the past; else 0
     */
    Load(String bootstrapServers, List<String> counties, int households, LocalDate start, long toReplay) {
        this.counties = counties;
        this.households = households;
        this.happened = new long[households];
        this.start = start;
        this.toReplay = toReplay;
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

    /** Every household so many times, over the half year. @return how many events */
    long fill(int eventsEach) {
        for (int round = 0; round < eventsEach; round++) {
            for (int household = 0; household < households; household++) {
                int day = (round * DAYS + household * DAYS / households) / eventsEach;
                Instant time = at(day).plusSeconds(random.nextInt(36_000));
                happened[household] = time.getEpochSecond();
                producer.send(event(household, round, time, time.plusSeconds(60)));
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
            at -= (at - began) % STEP_NANOS;
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            // Each household once before any comes again, as people are visited.
            int household = (int) (next++ * 2_654_435_761L % households);
            Instant recorded = toReplay > 0
                    ? at(DAYS - REPLAYED_DAYS).plusSeconds(replayed++ * REPLAYED_DAYS * 86_400L / (toReplay + 1))
                    : Instant.now();
            ProducerRecord<byte[], byte[]> event =
                    event(household, random.nextInt(4), time(household, recorded), recorded);
            producer.send(event, (where, failure) -> {
                if (failure == null) {
                    acknowledged.at(where.partition(), where.offset(), System.nanoTime());
                }
            });
        }
        producer.flush();
    }

    private Instant at(int day) {
        return start.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Mostly after all that was told of the household; every twentieth is late, by up to two months. */
    private Instant time(int household, Instant recorded) {
        int percent = random.nextInt(100);
        int days = percent < 80 ? 2 : percent < 95 ? 14 : 60;
        long time = recorded.getEpochSecond() - 60 - random.nextInt(days * 86_400);
        if (percent < 95) {
            time = Math.max(time, Math.min(happened[household] + 1, recorded.getEpochSecond()));
            happened[household] = time;
        }
        return Instant.ofEpochSecond(time);
    }

    /** Called on the producer's thread. */
    interface Acknowledged {
        void at(int partition, long offset, long nanos);
    }

    private ProducerRecord<byte[], byte[]> event(int household, int round, Instant time, Instant recorded) {
        String county = counties.get(household % counties.size());
        // Put together by hand: what the load takes, what is measured lacks.
        int village = 1 + household % 40;
        String data = "{\"status\":\"" + STATUSES.get(round) + "\",\"persons\":" + (1 + household % 6)
                + ",\"village\":\"" + county + (village < 10 ? "-00" : "-0") + village + "\"}";
        var event = new ProducerRecord<>("household-events.v1", bytes("household-" + household), bytes(data));
        Map<String, String> attributes = Map.of(
                "specversion",
                "1.0",
                "id",
                hex(time.toEpochMilli(), 12) + "-" + hex(sent++, 8),
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
                recorded.toString());
        attributes.forEach((name, value) -> event.headers().add("ce_" + name, bytes(value)));
        return event;
    }

    private static String hex(long number, int digits) {
        String hex = Long.toHexString(number);
        return "0".repeat(digits - hex.length()) + hex;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
