package io.countywatch.systemtest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Households that are registered, move between counties, are lifted and fall back, some of it twice, late or taken back, as
 * intake would append it; and where in the log each household appears first.
 */
final class RebuildLoad implements AutoCloseable {

    private static final String TOPIC = "household-events.v1";
    private static final List<String> COUNTIES = List.of("513429", "513431", "513436", "450225", "622921", "653222");

    private final KafkaProducer<String, byte[]> producer;
    private final Random random = new Random(11);
    private final Queue<Appended> appended = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final int perSecond;
    private volatile boolean stopped;
    /** By household an event that may be taken back: never the one that registered it. */
    private final Map<Integer, String> later = new HashMap<>();

    private int households;
    private long events;

    RebuildLoad(String bootstrapServers, int perSecond) {
        this.perSecond = perSecond;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::run, "rebuild-load");
        thread.start();
    }

    private record Appended(String subject, int partition, long offset) {}

    /** How many households appear before some positions. */
    long householdsBefore(Map<Integer, Long> positions) {
        Set<String> seen = new HashSet<>();
        appended.stream()
                .filter(one -> one.offset() < positions.getOrDefault(one.partition(), 0L))
                .forEach(one -> seen.add(one.subject()));
        return seen.size();
    }

    long size() {
        return appended.size();
    }

    private void run() {
        long began = System.nanoTime();
        while (!stopped) {
            long due = (System.nanoTime() - began) * perSecond / TimeUnit.SECONDS.toNanos(1);
            while (events < due) {
                append();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void append() {
        boolean known = households > 50 && random.nextInt(3) > 0;
        int household = known ? random.nextInt(households) : households++;
        String id = "e-" + events;
        // Much of what is told of known households happened before what had been told.
        int day = known ? 1 + random.nextInt(140) : 1;
        Instant time = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(day * 86_400L + random.nextInt(40_000));
        String mistake = known && random.nextInt(10) == 0 ? later.remove(household) : null;
        if (mistake != null) {
            String data = "{\"source\":\"/devices/load\",\"id\":\"%s\",\"reason\":\"mistake\"}".formatted(mistake);
            send(event("event.retracted.v1", id, household, county(household), time, data), false);
            return;
        }
        if (known) {
            later.put(household, id);
        }
        String county = county(household + (known && random.nextInt(10) == 0 ? 1 : 0));
        String status = List.of("POOR", "LIFTED", "RELAPSED", "AT_RISK").get(random.nextInt(4));
        String data = "{\"status\":\"%s\",\"persons\":%d,\"village\":\"%s-00%d\"}"
                .formatted(status, 1 + household % 6, county, 1 + household % 5);
        send(event("household.status-changed.v1", id, household, county, time, data), true);
        if (random.nextInt(200) == 0) {
            // The same identity with other content: quarantine, in every version.
            String other = data.replace("\"persons\":", "\"persons\":1");
            send(event("household.status-changed.v1", id, household, county, time, other), true);
        }
    }

    private static String county(int number) {
        return COUNTIES.get(number % COUNTIES.size());
    }

    /** Some of it twice. */
    private void send(ProducerRecord<String, byte[]> event, boolean registers) {
        for (int times = random.nextInt(25) == 0 ? 2 : 1; times > 0; times--) {
            events++;
            producer.send(event, (where, failure) -> {
                if (failure == null && registers) {
                    appended.add(new Appended(event.key(), where.partition(), where.offset()));
                }
            });
        }
    }

    private static ProducerRecord<String, byte[]> event(
            String type, String id, int household, String county, Instant time, String data) {
        String subject = "h-" + household;
        var event = new ProducerRecord<>(TOPIC, subject, data.getBytes(StandardCharsets.UTF_8));
        Map<String, String> attributes = Map.of(
                "specversion",
                "1.0",
                "id",
                id,
                "source",
                "/devices/load",
                "type",
                "countywatch." + type,
                "subject",
                subject,
                "time",
                time.toString(),
                "countycode",
                county,
                "recordedtime",
                time.plusSeconds(3600 * (1 + household % 48)).toString());
        attributes.forEach((name, value) -> event.headers().add("ce_" + name, value.getBytes(StandardCharsets.UTF_8)));
        event.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        return event;
    }

    /** Ends the load; everything appended is acknowledged then. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.flush();
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        producer.close();
    }
}
