package io.countywatch.bench.projection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Households that are registered, lifted and sometimes fall back, over half a year: shares of duplicates, late events and
 * moves between counties. The same seed gives the same records.
 */
final class Workload {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 180;

    private final int households;
    private final int eventsEach;
    private final List<String> counties;
    private final SplittableRandom random;
    private long distinct;

    Workload(int households, int eventsEach, List<String> counties, long seed) {
        this.households = households;
        this.eventsEach = eventsEach;
        this.counties = counties;
        this.random = new SplittableRandom(seed);
    }

    /** Every record in the order in which intake would have appended them: by round, households shuffled by hashing. */
    long generate(Consumer<ProducerRecord<byte[], byte[]>> to) {
        long sent = 0;
        for (int round = 0; round < eventsEach; round++) {
            for (int i = 0; i < households; i++) {
                // a permutation of the households, another one each round: no locality between events of one
                int household = (int) ((i * 2_654_435_761L + round * 40_503L) % households);
                ProducerRecord<byte[], byte[]> event = event(household, round);
                to.accept(event);
                sent++;
                distinct++;
                if (random.nextInt(50) == 0) {
                    to.accept(event); // 2 % come twice
                    sent++;
                }
            }
        }
        return sent;
    }

    long distinct() {
        return distinct;
    }

    private ProducerRecord<byte[], byte[]> event(int household, int round) {
        boolean late = round > 0 && random.nextInt(20) == 0;
        int day = round * DAYS / eventsEach + random.nextInt(DAYS / eventsEach);
        // a late one happened in an earlier round and is received now
        int happened = late ? Math.max(0, day - DAYS / eventsEach - 1) : day;
        boolean moved = random.nextInt(100) == 0;
        String county = counties.get((household + (moved ? 1 : 0)) % counties.size());
        Instant recorded =
                START.plusDays(day).atTime(20, random.nextInt(60)).atZone(ZONE).toInstant();
        Instant time =
                START.plusDays(happened).atTime(8, 0).atZone(ZONE).toInstant().plusMillis(random.nextInt(36_000_000));
        String[] statuses = {"POOR", "LIFTED", "RELAPSED", "LIFTED"};
        String data = "{\"status\":\"" + statuses[Math.min(round, 3)] + "\",\"persons\":" + (1 + household % 6)
                + ",\"village\":\"" + county + "-" + String.format("%03d", household % 50)
                + "\",\"causes\":[\"ILLNESS\"]}";
        byte[] subject = bytes("household-" + household);
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>("household-events.v1", subject, bytes(data));
        header(message, "specversion", "1.0");
        header(message, "id", id(recorded, household, round));
        header(message, "source", "/devices/" + county + "-" + household % 40);
        header(message, "type", "countywatch.household.status-changed.v1");
        message.headers().add("ce_subject", subject);
        header(message, "time", time.toString());
        header(message, "countycode", county);
        header(message, "sequence", Long.toString((long) round * households + household));
        header(message, "recordedtime", recorded.toString());
        return message;
    }

    /** Like a UUIDv7: time first. */
    private static String id(Instant recorded, int household, int round) {
        return String.format("%012x-7%03x-8000-%012x", recorded.toEpochMilli(), round, household);
    }

    private static void header(ProducerRecord<byte[], byte[]> message, String attribute, String value) {
        message.headers().add("ce_" + attribute, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
