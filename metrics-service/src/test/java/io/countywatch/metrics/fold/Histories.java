package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.Gate;
import io.countywatch.metrics.fold.Fact.InspectionSampled;
import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.ProgrammeProgressed;
import io.countywatch.metrics.fold.Fact.ProgrammeStage;
import io.countywatch.metrics.fold.Fact.RelocationChanged;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Retracted;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import io.countywatch.metrics.fold.Fact.TrainingChanged;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.Fact.UnitReported;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generated histories: few subjects, days and counties, so that everything meets everything. */
public final class Histories {

    public static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
    public static final int DAYS = 12;
    static final List<String> COUNTIES = List.of("513429", "513428", "640422");

    /** In an order that is not that of the ids: where all else is equal, it decides. */
    static final List<String> SOURCES = List.of("/devices/2", "/devices/1", "/devices/3");

    private Histories() {}

    /** Events of a few subjects, in an order that has nothing to do with time or receipt. */
    public static Arbitrary<List<Event>> histories(int most) {
        return events().list().ofMinSize(1).ofMaxSize(most).map(Histories::withIdentities);
    }

    private static Arbitrary<Draft> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, DAYS - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-1, 2),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(SOURCES),
                        Arbitraries.of(COUNTIES),
                        facts())
                .as(Draft::new);
    }

    private record Draft(
            int subject, int day, int hour, int sequence, int delayDays, String source, String county, Fact fact) {}

    private static List<Event> withIdentities(List<Draft> drafts) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Event> events = new ArrayList<>();
        for (Draft draft : drafts) {
            Instant time =
                    FIRST_DAY.plusDays(draft.day).atStartOfDay(ZoneOffset.UTC).toInstant();
            time = time.plus(draft.hour, ChronoUnit.HOURS);
            // Each source counts for itself: an id alone tells no event from another.
            int number = numbers.merge(draft.source, 1, Integer::sum);
            Stamp stamp = new Stamp(
                    time,
                    draft.sequence < 0 ? Stamp.NO_SEQUENCE : Stamp.sequence(Integer.toString(draft.sequence)),
                    time.plus(draft.delayDays, ChronoUnit.DAYS).plusSeconds(1),
                    draft.source,
                    "e" + number);
            events.add(new Event("h" + draft.subject, stamp, draft.county, FIRST_DAY.plusDays(draft.day), draft.fact));
        }
        return events;
    }

    private static Arbitrary<Fact> facts() {
        Arbitrary<String> village = Arbitraries.of(Arrays.asList(null, "513429-001", "513429-002", "640422-001"));
        Arbitrary<String> county = Arbitraries.of(COUNTIES).injectNull(0.5);
        Arbitrary<Fact> status = Combinators.combine(
                        Arbitraries.of(Status.class), Arbitraries.integers().between(1, 5), village)
                .as(StatusChanged::new);
        Arbitrary<Fact> relocation = Combinators.combine(
                        Arbitraries.of(RelocationKind.class),
                        Arbitraries.of(RelocationStage.class),
                        Arbitraries.of(0, 3),
                        county,
                        village)
                .as(RelocationChanged::new);
        Arbitrary<Fact> training = Combinators.combine(
                        Arbitraries.of("t1", "t2"),
                        Arbitraries.of(TrainingStage.class),
                        Arbitraries.of(Placement.class))
                .as((enrolment, stage, placement) ->
                        new TrainingChanged(enrolment, stage, stage == TrainingStage.PLACED ? placement : null));
        Arbitrary<Fact> programme = Combinators.combine(Arbitraries.of(ProgrammeStage.class), Arbitraries.of(1, 7))
                .as((stage, weight) -> new ProgrammeProgressed("village-road", stage, weight));
        Arbitrary<Fact> sampled = Combinators.combine(Arbitraries.of(Gate.class), Arbitraries.of(0, 2))
                .as((gate, found) -> new InspectionSampled(gate, 10, found));
        Arbitrary<Fact> retraction = Combinators.combine(
                        Arbitraries.of(SOURCES), Arbitraries.integers().between(1, 5))
                .as((source, target) -> new Retracted(source, "e" + target));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, status),
                net.jqwik.api.Tuple.of(4, relocation),
                net.jqwik.api.Tuple.of(3, training),
                net.jqwik.api.Tuple.of(1, programme),
                net.jqwik.api.Tuple.of(1, sampled),
                net.jqwik.api.Tuple.of(2, retraction),
                net.jqwik.api.Tuple.of(1, village.map(UnitReported::new)));
    }
}
