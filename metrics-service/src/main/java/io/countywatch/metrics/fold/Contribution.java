package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.SubjectState.Relocation;
import io.countywatch.metrics.fold.SubjectState.Residence;
import java.util.function.BiConsumer;

/** What a subject adds to the figures: a function of its state alone. */
final class Contribution {

    private Contribution() {}

    /** Gives every figure that the state counts in, once or in parts that add up. */
    static void of(SubjectState state, BiConsumer<Figure, Count> to) {
        Residence residence = state.residence();
        if (residence == null) {
            return;
        }
        if (state.isRegistered()) {
            var standing = state.standing();
            to.accept(figure(residence, "status", standing.status().name()), new Count(1, standing.persons()));
            // An inflow, not a place to be: it stays where and when it happened, or it would look new after a move.
            standing.relapses().forEach(where -> to.accept(figure(where, Figure.RELAPSE, "RELAPSED"), new Count(1, 0)));
            standing.returns()
                    .forEach(where -> to.accept(figure(where, Figure.RELAPSE, Figure.LIFTED_AGAIN), new Count(1, 0)));
        }
        relocation(state, "resettlement", state.resettlement(), to);
        relocation(state, "renovation", state.renovation(), to);
        state.enrolments().counts().forEach((training, enrolments) -> {
            Count count = new Count(enrolments, state.isRegistered() ? enrolments : 0);
            to.accept(figure(residence, "training", training.stage().name()), count);
            if (training.stage() == TrainingStage.PLACED) {
                to.accept(figure(residence, "placement", training.placement().name()), count);
            }
        });
        if (state.item() != null) {
            var item = state.item();
            to.accept(
                    new Figure(item.county(), null, item.measure(), item.stage().name()), new Count(1, item.weight()));
        }
        state.samples()
                .forEach((county, gates) -> gates.forEach((gate, sample) -> {
                    to.accept(new Figure(county, null, gate, "SAMPLED"), new Count(sample.events(), sample.sampled()));
                    to.accept(new Figure(county, null, gate, "FOUND"), new Count(sample.events(), sample.found()));
                }));
    }

    private static void relocation(
            SubjectState state, String measure, Relocation relocation, BiConsumer<Figure, Count> to) {
        if (relocation != null) {
            int persons = relocation.persons() > 0 || !state.isRegistered()
                    ? relocation.persons()
                    : state.standing().persons();
            to.accept(
                    figure(state.residence(), measure, relocation.stage().name()),
                    new Count(1, state.isRegistered() ? persons : 0));
        }
    }

    private static Figure figure(Residence residence, String measure, String stage) {
        return new Figure(residence.county(), residence.village(), measure, stage);
    }
}
