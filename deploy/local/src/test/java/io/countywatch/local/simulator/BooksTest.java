package io.countywatch.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.local.simulator.Payload.Gate;
import io.countywatch.local.simulator.Payload.InspectionSampled;
import io.countywatch.local.simulator.Payload.Job;
import io.countywatch.local.simulator.Payload.ProgrammeProgressed;
import io.countywatch.local.simulator.Payload.Relocation;
import io.countywatch.local.simulator.Payload.RelocationChanged;
import io.countywatch.local.simulator.Payload.Stage;
import io.countywatch.local.simulator.Payload.Status;
import io.countywatch.local.simulator.Payload.StatusChanged;
import io.countywatch.local.simulator.Payload.TrainingChanged;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small histories worked out by hand. */
class BooksTest {

    private static final int HOUSEHOLD = 7;
    private static final Place PUGE = place("513428");
    private static final Place BUTUO = place("513429");

    private final Books books = new Books(ZoneOffset.ofHours(8));
    private final Device device = new Device("/devices/a", PUGE.county(), Random.of(1, "a"), true, 0);

    private static Place place(String code) {
        return new Place(new County(code, code, true, List.of()), new Village(code + "-001", 10));
    }

    private FieldEvent at(long time, Place place, Payload payload) {
        FieldEvent event = device.capture(HOUSEHOLD, place, time, payload);
        books.enter(List.of(event), Instant.ofEpochMilli(1000 + time));
        return event;
    }

    private void retract(FieldEvent target) {
        at(target.time() + 1, target.place(), new Payload.Retracted(target.id()));
    }

    private static Payload status(Status status, int persons) {
        return new StatusChanged(status, persons, null, false);
    }

    private static Payload resettlement(Stage stage, Place to) {
        return new RelocationChanged(Relocation.RESETTLEMENT, stage, 0, to);
    }

    private void expect(Object... figuresAndCounts) {
        java.util.TreeMap<Figure, Count> expected = new java.util.TreeMap<>();
        for (int i = 0; i < figuresAndCounts.length; i += 2) {
            String[] name = figuresAndCounts[i].toString().split(" ");
            expected.put(new Figure(name[0], name[1], name[2]), (Count) figuresAndCounts[i + 1]);
        }
        assertThat(books.figures()).isEqualTo(expected);
    }

    private static Count count(long subjects, long persons) {
        return new Count(subjects, persons);
    }

    @Test
    void the_latest_status_by_event_time_counts_whatever_came_last() {
        at(20, PUGE, status(Status.LIFTED, 4));
        at(10, PUGE, status(Status.POOR, 5));

        expect("513428 status LIFTED", count(1, 4));
    }

    @Test
    void who_fell_back_and_is_lifted_again_within_90_days_is_counted_where_it_is_lifted() {
        long fell = Instant.parse("2020-01-01T16:30:00Z").toEpochMilli(); // the 2nd in the campaign's zone
        long lastDay = Instant.parse("2020-04-01T15:59:00Z").toEpochMilli();
        at(1, PUGE, status(Status.LIFTED, 4));
        at(fell, PUGE, status(Status.RELAPSED, 4));
        at(lastDay, PUGE, status(Status.LIFTED, 4));

        expect(
                "513428 status LIFTED", count(1, 4),
                "513428 relapse RELAPSED", count(1, 0),
                "513428 relapse LIFTED_AGAIN", count(1, 0));

        at(fell + 1, PUGE, status(Status.AT_RISK, 4));
        expect("513428 status LIFTED", count(1, 4), "513428 relapse RELAPSED", count(1, 0));
    }

    @Test
    void at_equal_times_the_sequence_decides() {
        at(10, PUGE, status(Status.POOR, 3));
        at(10, PUGE, status(Status.LIFTED, 4));

        expect("513428 status LIFTED", count(1, 4));
    }

    @Test
    void a_missing_sequence_sorts_before_the_first() {
        Device old = new Device("/devices/z", PUGE.county(), Random.of(1, "z"), false, 0);
        at(10, PUGE, status(Status.POOR, 3));
        books.enter(List.of(old.capture(HOUSEHOLD, PUGE, 10, status(Status.LIFTED, 4))), Instant.EPOCH);

        expect("513428 status POOR", count(1, 3));
    }

    @Test
    void an_event_that_comes_twice_counts_once() {
        FieldEvent sample = at(10, PUGE, new InspectionSampled(Gate.MISSED, 100, 2));
        books.enter(List.of(sample), Instant.ofEpochMilli(9999));

        expect("513428 gate-missed SAMPLED", count(1, 100), "513428 gate-missed FOUND", count(1, 2));
    }

    @Test
    void everything_of_a_household_counts_where_it_lives() {
        at(10, PUGE, status(Status.POOR, 5));
        at(20, PUGE, new TrainingChanged(1, Stage.PLACED, Job.EMPLOYMENT));
        at(30, PUGE, new RelocationChanged(Relocation.HOUSING_RENOVATION, Stage.STARTED, 4, null));
        at(40, PUGE, resettlement(Stage.COMPLETED, BUTUO));

        expect(
                "513429 status POOR", count(1, 5),
                "513429 training PLACED", count(1, 1),
                "513429 placement EMPLOYMENT", count(1, 1),
                "513429 renovation STARTED", count(1, 4),
                "513429 resettlement COMPLETED", count(1, 5));
    }

    @Test
    void a_status_event_after_moving_in_sets_the_residence_again() {
        at(10, PUGE, status(Status.POOR, 5));
        at(40, PUGE, resettlement(Stage.COMPLETED, BUTUO));
        at(50, PUGE, status(Status.LIFTED, 5));

        expect("513428 status LIFTED", count(1, 5), "513428 resettlement COMPLETED", count(1, 5));
    }

    @Test
    void without_a_status_event_it_lives_where_its_latest_event_says_and_counts_no_persons() {
        at(10, PUGE, new RelocationChanged(Relocation.HOUSING_RENOVATION, Stage.STARTED, 4, null));
        at(20, BUTUO, new TrainingChanged(1, Stage.ENROLLED, null));

        expect("513429 renovation STARTED", count(1, 0), "513429 training ENROLLED", count(1, 0));
    }

    @Test
    void a_retraction_reverses_exactly_and_may_come_first() {
        at(10, PUGE, status(Status.POOR, 5));
        FieldEvent wrong = device.capture(HOUSEHOLD, BUTUO, 20, status(Status.LIFTED, 6));
        retract(wrong);
        books.enter(List.of(wrong), Instant.ofEpochMilli(5000));

        expect("513428 status POOR", count(1, 5));
    }

    @Test
    void a_retraction_can_itself_be_taken_back() {
        FieldEvent wrong = at(20, PUGE, status(Status.LIFTED, 6));
        at(10, PUGE, status(Status.POOR, 5));
        FieldEvent retraction = at(30, PUGE, new Payload.Retracted(wrong.id()));
        retract(retraction);

        expect("513428 status LIFTED", count(1, 6));
    }

    @Test
    void every_fall_back_counts_as_one_relapse() {
        at(10, PUGE, status(Status.LIFTED, 5));
        at(20, PUGE, status(Status.RELAPSED, 5));
        at(25, PUGE, status(Status.RELAPSED, 5));
        at(30, PUGE, status(Status.LIFTED, 5));
        at(40, PUGE, status(Status.RELAPSED, 5));

        expect(
                "513428 status RELAPSED", count(1, 5),
                "513428 relapse RELAPSED", count(2, 0),
                "513428 relapse LIFTED_AGAIN", count(1, 0));
    }

    @Test
    void a_relapse_stays_where_it_happened_when_the_household_moves() {
        at(10, PUGE, status(Status.LIFTED, 5));
        at(20, PUGE, status(Status.RELAPSED, 5));
        at(30, PUGE, resettlement(Stage.COMPLETED, BUTUO));

        expect(
                "513429 status RELAPSED", count(1, 5),
                "513429 resettlement COMPLETED", count(1, 5),
                "513428 relapse RELAPSED", count(1, 0));
    }

    @Test
    void each_enrolment_counts_by_itself() {
        at(10, PUGE, status(Status.POOR, 5));
        at(20, PUGE, new TrainingChanged(1, Stage.ENROLLED, null));
        at(30, PUGE, new TrainingChanged(2, Stage.ENROLLED, null));
        at(40, PUGE, new TrainingChanged(2, Stage.COMPLETED, null));

        expect(
                "513428 status POOR", count(1, 5),
                "513428 training ENROLLED", count(1, 1),
                "513428 training COMPLETED", count(1, 1));
    }

    @Test
    void a_programme_item_counts_in_its_own_county_with_its_weight() {
        at(10, PUGE, new ProgrammeProgressed("village-road", Stage.PLANNED, 3));
        at(20, BUTUO, new ProgrammeProgressed("village-road", Stage.COMPLETED, 4));

        expect("513429 village-road COMPLETED", count(1, 4));
    }

    @Test
    void a_comparison_names_what_differs_and_ignores_zeros() {
        Figure same = new Figure("513428", "status", "POOR");
        Figure other = new Figure("513428", "status", "LIFTED");
        Figure zero = new Figure("513429", "status", "POOR");
        Map<Figure, Count> ours = Map.of(same, count(2, 7), other, count(1, 4));

        Comparison comparison = Comparison.of(ours, Map.of(same, count(2, 7), other, count(1, 3), zero, count(0, 0)));

        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.differences()).containsExactly(new Difference(other, count(1, 4), count(1, 3)));
        assertThat(comparison.table()).contains("513428", "status", "3 ≠ 3");
        assertThat(Comparison.of(ours, ours).equal()).isTrue();
    }
}
