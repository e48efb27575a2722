package io.countywatch.metrics;

import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Fact.Gate;
import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.ProgrammeStage;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What a field sends, from one seed: 5 % twice, 20 % later than what came after it, moves between counties, retractions
 * also before their target, moments that two devices tell of. Both as records for Kafka and as events for the oracle; the
 * JSON is written here, by hand.
 */
public final class GeneratedHistory {

    public static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
    public static final int DAYS = 60;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Random random;
    private final String prefix;
    private final List<String> counties;
    private final int subjects;
    private final Instant first;
    private final Duration apart;
    private Instant settled = Instant.MAX;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private int number;

    private GeneratedHistory(
            long seed, String prefix, List<String> counties, int subjects, Instant first, Duration apart) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.counties = counties;
        this.subjects = subjects;
        this.first = first;
        this.apart = apart;
    }

    /** @param event what it says; null for a second sending */
    public record Sent(Event event, FieldEvent message) {

        public static Sent of(Event event) {
            return new Sent(event, GeneratedHistory.message(event));
        }
    }

    /** @param prefix of every subject and id */
    public static GeneratedHistory of(long seed, String prefix, List<String> counties, int subjects, int most) {
        Instant first = FIRST_DAY.atStartOfDay(ZONE).plusDays(1).toInstant();
        return new GeneratedHistory(seed, prefix, counties, subjects, first, Duration.ofMinutes(7)).with(most);
    }

    /**
     * One that goes on until now, since what snapshots tell of is the last weeks. In the last eight days nothing is taken back
     * but in the first county: what came late there can be told only nearly.
     *
     * @param last when the last one is received
     * @param span from the first receipt to the last
     */
    public static GeneratedHistory until(
            Instant last, Duration span, long seed, String prefix, List<String> counties, int subjects, int most) {
        Duration apart = span.dividedBy(Math.max(1, most - 1));
        GeneratedHistory history = new GeneratedHistory(seed, prefix, counties, subjects, last.minus(span), apart);
        history.settled = last.minus(8, ChronoUnit.DAYS);
        return history.with(most);
    }

    private GeneratedHistory with(int most) {
        while (events.size() < most) {
            one();
        }
        return this;
    }

    /** In the order of the log. */
    public List<Sent> sent() {
        return sent;
    }

    /** Each once. */
    public List<Event> events() {
        return events;
    }

    private void one() {
        String subject = prefix + anySubject();
        Stamp moment = moment();
        if (!events.isEmpty() && random.nextInt(8) == 0) {
            // Of the same moment, received with it: only the device, or the id, tells what comes first.
            Event last = events.get(events.size() - 1);
            subject = last.subject();
            moment = last.stamp();
        }
        Stamp stamp = new Stamp(
                moment.time(),
                moment.sequence(),
                moment.recorded(),
                "/devices/g" + random.nextInt(3),
                prefix + "e" + number++);
        String county = counties.get(random.nextInt(counties.size()));
        LocalDate day = stamp.time().atZone(ZONE).toLocalDate();
        Event event = new Event(subject, stamp, county, day, fact(subject, county));
        events.add(event);
        sent.add(Sent.of(event));
        if (random.nextInt(20) == 0) {
            // Later is what was received later: the first sending counts.
            FieldEvent again = message(event).recorded(stamp.recorded().plusSeconds(120));
            sent.add(new Sent(null, again));
        }
    }

    /** A third of them are seldom heard of, so that villages fall silent. */
    private int anySubject() {
        return random.nextInt(20) > 0 ? random.nextInt(Math.max(1, subjects * 2 / 3)) : random.nextInt(subjects);
    }

    /**
     * Where a household of a county is said to live: in one of three villages, or in one of six others if it is seldom heard
     * of; or nothing is said. Some name a village of another county, or one that nobody knows.
     */
    private String village(String subject, String county) {
        int number = Integer.parseInt(subject.substring(prefix.length()));
        int village = 1 + (number < subjects * 2 / 3 ? random.nextInt(3) : 3 + number % 6);
        return switch (random.nextInt(20)) {
            case 0 -> counties.get(0) + "-00" + village;
            case 1 -> county + "-x" + village;
            case 2, 3, 4, 5, 6, 7, 8 -> null;
            default -> county + "-00" + village;
        };
    }

    /** When something happened and was received, without who said it. */
    private Stamp moment() {
        // Received some minutes after another; a fifth of them happened before what had been told already.
        Instant recorded = first.plus(apart.multipliedBy(number)).truncatedTo(ChronoUnit.SECONDS);
        boolean late = random.nextInt(5) == 0;
        Instant time = recorded.minus(late ? 1 + random.nextInt(20) : 0, ChronoUnit.DAYS)
                .minusSeconds(random.nextInt(3600))
                .truncatedTo(ChronoUnit.HOURS);
        long sequence =
                random.nextInt(3) == 0 ? Stamp.NO_SEQUENCE : Stamp.sequence(Integer.toString(random.nextInt(4)));
        return new Stamp(time, sequence, recorded, "", "");
    }

    private Fact fact(String subject, String county) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 ->
                new Fact.StatusChanged(any(Status.values()), 1 + random.nextInt(6), village(subject, county));
            case 5, 6 -> {
                String to = random.nextBoolean() ? null : counties.get(random.nextInt(counties.size()));
                yield new Fact.RelocationChanged(
                        RelocationKind.RESETTLEMENT,
                        any(RelocationStage.values()),
                        random.nextInt(3),
                        to,
                        village(subject, to == null ? county : to));
            }
            case 7 ->
                new Fact.RelocationChanged(
                        RelocationKind.HOUSING_RENOVATION,
                        any(RelocationStage.values()),
                        random.nextInt(3),
                        null,
                        null);
            case 8, 9 -> {
                TrainingStage stage = any(TrainingStage.values());
                yield new Fact.TrainingChanged(
                        "t" + random.nextInt(2), stage, stage == TrainingStage.PLACED ? any(Placement.values()) : null);
            }
            case 10 ->
                new Fact.ProgrammeProgressed("village-road", any(ProgrammeStage.values()), 1 + random.nextInt(9));
            case 11 -> new Fact.InspectionSampled(any(Gate.values()), 10, random.nextInt(3));
            case 12 -> new Fact.UnitReported(village(subject, county));
            default ->
                retraction(subject, first.plus(apart.multipliedBy(number)).isAfter(settled));
        };
    }

    /** Of some event of the subject, or of one that comes later or never. */
    private Fact retraction(String subject, boolean settled) {
        List<Event> own = events.stream()
                .filter(event -> event.subject().equals(subject))
                .filter(event ->
                        !settled || event.county().equals(counties.get(0)) && !(event.fact() instanceof Fact.Retracted))
                .toList();
        if (own.isEmpty() || random.nextInt(5) == 0) {
            return new Fact.Retracted("/devices/g" + random.nextInt(3), prefix + "e" + (number + random.nextInt(40)));
        }
        Stamp target = own.get(random.nextInt(own.size())).stamp();
        return new Fact.Retracted(target.source(), target.id());
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static FieldEvent message(Event event) {
        Stamp stamp = event.stamp();
        FieldEvent message = FieldEvent.ofType(type(event.fact()), event.subject(), data(event.fact(), event.subject()))
                .county(event.county())
                .with("id", stamp.id())
                .with("source", stamp.source())
                .at(stamp.time().toString())
                .recorded(stamp.recorded());
        return stamp.digits() == null ? message : message.with("sequence", stamp.digits());
    }

    private static String type(Fact fact) {
        if (fact instanceof Fact.StatusChanged) {
            return "household.status-changed.v1";
        } else if (fact instanceof Fact.RelocationChanged) {
            return "household.relocation-changed.v1";
        } else if (fact instanceof Fact.TrainingChanged) {
            return "household.training-changed.v1";
        } else if (fact instanceof Fact.ProgrammeProgressed) {
            return "programme.progressed.v1";
        } else if (fact instanceof Fact.InspectionSampled) {
            return "inspection.sampled.v1";
        }
        return fact instanceof Fact.UnitReported ? "unit.reported.v1" : "event.retracted.v1";
    }

    private static String data(Fact fact, String subject) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (fact instanceof Fact.StatusChanged status) {
            data.put("status", status.status());
            data.put("persons", status.persons());
            data.put("village", status.village());
        } else if (fact instanceof Fact.RelocationChanged move) {
            data.put("kind", move.kind());
            data.put("stage", move.stage());
            data.put("persons", move.persons() == 0 ? null : move.persons());
            data.put("toCounty", move.toCounty());
            data.put("toVillage", move.toVillage());
        } else if (fact instanceof Fact.TrainingChanged training) {
            data.put("enrollment", training.enrollment());
            data.put("stage", training.stage());
            data.put("placement", training.placement());
        } else if (fact instanceof Fact.ProgrammeProgressed item) {
            data.put("measure", item.measure());
            data.put("item", subject);
            data.put("stage", item.stage());
            data.put("weight", item.weight());
        } else if (fact instanceof Fact.InspectionSampled sample) {
            data.put("gate", sample.gate());
            data.put("sampled", sample.sampled());
            data.put("found", sample.found());
        } else if (fact instanceof Fact.UnitReported report) {
            data.put("village", report.village());
        } else if (fact instanceof Fact.Retracted retracted) {
            data.put("source", retracted.source());
            data.put("id", retracted.id());
            data.put("reason", "mistake");
        }
        return data.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> "\"" + field.getKey() + "\":"
                        + (field.getValue() instanceof Integer ? field.getValue() : "\"" + field.getValue() + "\""))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
