package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A list of things to do in stages, each stage along its own {@link Curve}, none before the stage before it. */
final class Work {

    /** Does one thing. */
    @FunctionalInterface
    interface Action {
        void take(int index, long day);
    }

    private static final class Stage {
        private final Curve curve;
        private final Action action;
        private int next;
        private double done;

        Stage(Curve curve, Action action) {
            this.curve = curve;
            this.action = action;
        }
    }

    private final int size;
    private final IntUnaryOperator weight;
    private final double total;
    private final List<Stage> stages = new ArrayList<>();

    /** {@code weight}: how much of the work each thing is, by its index. */
    Work(int size, IntUnaryOperator weight) {
        this.size = size;
        this.weight = weight;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight.applyAsInt(i);
        }
        this.total = sum;
    }

    static Work of(int size) {
        return new Work(size, index -> 1);
    }

    Work stage(Curve curve, Action action) {
        stages.add(new Stage(curve, action));
        return this;
    }

    /** Last stage first: nothing takes two stages on one day. */
    void advance(long day) {
        for (int i = stages.size() - 1; i >= 0; i--) {
            advance(stages.get(i), i == 0 ? size : stages.get(i - 1).next, day);
        }
    }

    private void advance(Stage stage, int limit, long day) {
        double fraction = stage.curve.at(day);
        // Weights change with births and deaths: at the end everything is done, whatever the sum says.
        double target = fraction >= 1 - 1e-9 ? Double.MAX_VALUE : fraction * total + 1e-6;
        while (stage.next < limit && stage.done + weight.applyAsInt(stage.next) <= target) {
            stage.done += weight.applyAsInt(stage.next);
            stage.action.take(stage.next, day);
            stage.next++;
        }
    }
}
