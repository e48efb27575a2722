package io.countywatch.systemtest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
 * intake would append it; and where in the log each household appears first. In the counties that are {@link #AHEAD} nearly
 * all are lifted soon after the campaign's first day, in those that are {@link #BEHIND} hardly any and many fall back: so a
 * schedule's verdict about a county is the same all the time, and another one about whoever knows only how the log begins,
 * when nobody is lifted yet.
 */
final class RebuildLoad implements AutoCloseable {

    static final List<String> AHEAD = List.of("450225", "622921", "653222");
    static final List<String> BEHIND = List.of("513429", "513431", "513436");
    /** The first day that is published of the load: that day and later ones have every household. */
    static final LocalDate FIRST_PUBLISHED = LocalDate.of(2020, 4, 19);

    private static final String TOPIC = "household-events.v1";
    /** Households that are registered first of all, and then heard of once each, all of it within the first day. */
    private static final int FIRST = 2_000;

    private static final int EVENTS_A_DAY = 4_000;
    /** So that a slow machine does not come to the days of which the plans expect more than this. */
    private static final int MOST_DAYS = 60;

    private static final long LONGEST_STALL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Instant REGISTERED = Instant.parse("2020-01-02T04:00:00Z");
    /** Midnight in the campaign's zone. */
    private static final Instant FIRST_DAY = Instant.parse("2020-04-19T16:00:00Z");

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
    private int turns;
    private long firstEvents;

    RebuildLoad(String bootstrapServers, int perSecond) {
        this.perSecond = perSecond;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::run, "rebuild-load");
    }

    void begin() {
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
            long now = System.nanoTime();
            // A machine that stood still does not make the field report all at once afterwards.
            began = Math.max(began, now - nanosOf(events) - LONGEST_STALL_NANOS);
            while (nanosOf(events) < now - began) {
                append();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private long nanosOf(long reported) {
        return reported * TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    private void append() {
        int turn = turns++;
        if (turn < FIRST) {
            register();
        } else if (turn < 2 * FIRST) {
            int household = turn - FIRST;
            tell(household, isAhead(household) || random.nextInt(20) == 0 ? "LIFTED" : "POOR", anyTime());
            firstEvents = events;
        } else if (random.nextInt(4) == 0) {
            register();
        } else {
            hearOf(random.nextInt(households));
        }
    }

    private void register() {
        int household = households++;
        status(household, county(household, 0), "POOR", REGISTERED);
    }

    /** Much of what is told happened before what had been told. */
    private void hearOf(int household) {
        String mistake = random.nextInt(10) == 0 ? later.remove(household) : null;
        if (mistake != null) {
            String data = "{\"source\":\"/devices/load\",\"id\":\"%s\",\"reason\":\"mistake\"}".formatted(mistake);
            String county = county(household, 0);
            send(event("event.retracted.v1", "e-" + events, household, county, received(), data), false);
            return;
        }
        later.put(household, "e-" + events);
        tell(household, status(household), random.nextBoolean() ? anyTime() : lately());
    }

    private void tell(int household, String status, Instant time) {
        status(household, county(household, random.nextInt(10) == 0 ? 1 : 0), status, time);
    }

    private String status(int household) {
        int dice = random.nextInt(20);
        if (isAhead(household)) {
            return dice < 18 ? "LIFTED" : dice == 18 ? "POOR" : "AT_RISK";
        }
        return dice == 0 ? "LIFTED" : dice < 6 ? "RELAPSED" : dice < 10 ? "AT_RISK" : "POOR";
    }

    private void status(int household, String county, String status, Instant time) {
        String id = "e-" + events;
        String data = "{\"status\":\"%s\",\"persons\":%d,\"village\":\"%s-00%d\"}"
                .formatted(status, 1 + household % 6, county, 1 + household % 5);
        send(event("household.status-changed.v1", id, household, county, time, data), true);
        if (random.nextInt(200) == 0) {
            // The same identity with other content: quarantine, in every version.
            String other = data.replace("\"persons\":", "\"persons\":1");
            send(event("household.status-changed.v1", id, household, county, time, other), true);
        }
    }

    private static boolean isAhead(int household) {
        return household % 2 == 0;
    }

    /** @param moves how often it has moved: never from a county that is ahead to one that is behind, or back */
    private static String county(int household, int moves) {
        List<String> counties = isAhead(household) ? AHEAD : BEHIND;
        return counties.get((household / 2 + moves) % counties.size());
    }

    /** The campaign's clock, which goes by what was appended. */
    private Instant received() {
        long since = turns <= 2 * FIRST ? 0 : events - firstEvents;
        return FIRST_DAY.plusSeconds(3600 + Math.min(since, MOST_DAYS * EVENTS_A_DAY) * 86_400 / EVENTS_A_DAY);
    }

    private Instant lately() {
        return received().minusSeconds(random.nextInt(3 * 86_400));
    }

    private Instant anyTime() {
        long sinceRegistration = Duration.between(REGISTERED, received()).toSeconds();
        return REGISTERED.plusSeconds(1 + random.nextInt((int) sinceRegistration));
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

    private ProducerRecord<String, byte[]> event(
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
                received().toString());
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
