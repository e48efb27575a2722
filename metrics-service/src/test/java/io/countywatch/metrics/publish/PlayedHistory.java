package io.countywatch.metrics.publish;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.GeneratedHistory;
import io.countywatch.metrics.GeneratedHistory.Sent;
import io.countywatch.metrics.HistoryOracle;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.ReferenceCampaign;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.RelocationChanged;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import io.countywatch.metrics.fold.Fact.TrainingChanged;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Four months of two counties that end now, appended in parts with publications in between, and a household that moves when
 * all else is quiet. Played once for all tests; from a seed that is printed, {@code -Dcountywatch.seed} repeats one.
 */
public final class PlayedHistory {

    /** No other test's: not only growth can be compared, but also when somebody was last heard of. */
    public static final List<String> COUNTIES = List.of("530828", "653022");

    private static final int EVENTS = 2_500;
    private static final int PART = 250;
    private static final Duration SPAN = Duration.ofDays(125);

    private static PlayedHistory played;

    private final long seed = Long.getLong("countywatch.seed", System.nanoTime());
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String prefix = "p" + Long.toHexString(seed) + "-";
    private final Map<String, Event> events = new HashMap<>();
    private final Mover mover = new Mover();
    private List<Logged> log;
    private long lastSnapshot;

    private PlayedHistory() {
        System.out.println("seed: " + seed);
    }

    /** Plays it, unless that has been done; what broke off is not played again, since half of it is in. */
    public static synchronized PlayedHistory once() {
        if (played == null) {
            played = new PlayedHistory();
            played.play();
        }
        if (played.lastSnapshot == 0) {
            throw new IllegalStateException("the history was not played to its end");
        }
        return played;
    }

    public long seed() {
        return seed;
    }

    public LocalDate lastDay() {
        return ReferenceCampaign.dayOf(end);
    }

    public HistoryOracle oracle() {
        return new HistoryOracle(List.copyOf(events.values()));
    }

    /** The household that moves. */
    Mover mover() {
        return mover;
    }

    private void play() {
        MetricsApi.everythingIsIn();
        GeneratedHistory history =
                GeneratedHistory.until(end.minus(5, ChronoUnit.MINUTES), SPAN, seed, prefix, COUNTIES, 200, EVENTS);
        for (int from = 0; from < history.sent().size(); from += PART) {
            publish(history.sent().subList(from, Math.min(history.sent().size(), from + PART)));
        }
        // Nothing else is on its way when it moves.
        publishWhole(mover.settles());
        publishWhole(List.of(mover.resettles()));
        publishWhole(List.of(mover.isRegisteredElsewhere()));
        lastSnapshot = lastPublished();
    }

    /** Whether it was published while this was played: later ones may hold what other tests do. */
    boolean isOfIt(long snapshot) {
        return snapshot <= lastSnapshot;
    }

    /** Returns when something was published after it, and all of it is in: what of it comes in how many snapshots is chance. */
    private void publish(List<Sent> part) {
        long before = lastPublished();
        append(part);
        await().atMost(Duration.ofSeconds(60)).until(() -> lastPublished() > before);
        MetricsApi.everythingIsIn();
    }

    /** Returns when a snapshot holds the last of it, which is told for certain since it changes a figure. */
    private void publishWhole(List<Sent> part) {
        String[] receipt = append(part).split(":");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Published.counties()
                                .get(COUNTIES.get(0))
                                .get("positions")
                                .path(receipt[0])
                                .asLong()
                        > Long.parseLong(receipt[1]));
    }

    private String append(List<Sent> part) {
        part.stream()
                .filter(sent -> sent.event() != null)
                .forEach(sent -> events.put(sent.event().stamp().id(), sent.event()));
        return FieldEvent.append(part.stream().map(Sent::message).toArray(FieldEvent[]::new));
    }

    private static long lastPublished() {
        return Published.on("county-metrics.v1").stream()
                .filter(message -> COUNTIES.contains(message.key()))
                .mapToLong(message ->
                        Published.json(message.value()).get("snapshot").asLong())
                .max()
                .orElse(0);
    }

    /** An event at its place in the log; of two sendings the first. */
    record Logged(int partition, long offset, Event event) {

        boolean isIn(JsonNode snapshot) {
            JsonNode position = snapshot.get("positions").get(Integer.toString(partition));
            return position != null && offset < position.asLong();
        }
    }

    /** What the log holds of it. */
    synchronized List<Logged> log() {
        if (log == null) {
            log = read();
        }
        return log;
    }

    private List<Logged> read() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServers.servers().bootstrapServers());
        List<Logged> found = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("household-events.v1").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    var id = message.headers().lastHeader("ce_id");
                    Event event = id == null || id.value() == null ? null : events.get(new String(id.value()));
                    if (event != null && ids.add(event.stamp().id())) {
                        found.add(new Logged(message.partition(), message.offset(), event));
                    }
                });
            }
        }
        return found;
    }

    /** Has something under every measure of a household, and moves twice. */
    final class Mover {

        static final String FROM = "530828-010";
        static final String TO = "653022-010";

        private int number;

        List<Sent> settles() {
            return List.of(
                    sent(COUNTIES.get(0), 4, new StatusChanged(Status.POOR, 5, FROM)),
                    sent(
                            COUNTIES.get(0),
                            3,
                            new RelocationChanged(
                                    RelocationKind.HOUSING_RENOVATION, RelocationStage.STARTED, 2, null, null)),
                    sent(
                            COUNTIES.get(0),
                            3,
                            new RelocationChanged(
                                    RelocationKind.RESETTLEMENT, RelocationStage.STARTED, 0, COUNTIES.get(1), TO)),
                    sent(COUNTIES.get(0), 2, new TrainingChanged("one", TrainingStage.COMPLETED, null)),
                    sent(COUNTIES.get(0), 1, new TrainingChanged("two", TrainingStage.PLACED, Placement.EMPLOYMENT)));
        }

        Sent resettles() {
            return sent(
                    COUNTIES.get(0),
                    0,
                    new RelocationChanged(
                            RelocationKind.RESETTLEMENT, RelocationStage.COMPLETED, 0, COUNTIES.get(1), TO));
        }

        /** Back where it came from, and there nothing is said of a village. */
        Sent isRegisteredElsewhere() {
            return sent(COUNTIES.get(0), 0, new StatusChanged(Status.POOR, 5, null));
        }

        String id(int event) {
            return prefix + "mover" + event;
        }

        private Sent sent(String county, int daysAgo, Fact fact) {
            Instant time = end.minus(daysAgo, ChronoUnit.DAYS).plusMillis(number);
            Stamp stamp = new Stamp(time, Stamp.NO_SEQUENCE, time, "/devices/m", id(number++));
            LocalDate day = ReferenceCampaign.dayOf(time);
            return Sent.of(new Event(prefix + "mover", stamp, county, day, fact));
        }
    }
}
