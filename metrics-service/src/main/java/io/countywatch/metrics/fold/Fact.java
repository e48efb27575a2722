package io.countywatch.metrics.fold;

/** What an event says, by type; the known fields only. Names are those of design/2. */
public sealed interface Fact {

    enum Status {
        POOR,
        AT_RISK,
        LIFTED,
        RELAPSED,
        REMOVED
    }

    enum RelocationKind {
        RESETTLEMENT,
        HOUSING_RENOVATION
    }

    enum RelocationStage {
        PLANNED,
        APPROVED,
        STARTED,
        COMPLETED,
        CANCELLED
    }

    enum TrainingStage {
        ENROLLED,
        COMPLETED,
        DROPPED,
        PLACED
    }

    enum Placement {
        PUBLIC_WELFARE_JOB,
        EMPLOYMENT,
        SELF_EMPLOYED
    }

    enum ProgrammeStage {
        PLANNED,
        STARTED,
        COMPLETED,
        CANCELLED
    }

    enum Gate {
        WRONG_EXIT("gate-wrong-exit"),
        MISSED("gate-missed"),
        RECOGNITION("gate-recognition");

        private final String measure;

        Gate(String measure) {
            this.measure = measure;
        }

        /** Measure under which samples of this gate are counted. */
        public String measure() {
            return measure;
        }
    }

    /** @param village null if the event does not say */
    record StatusChanged(Status status, int persons, String village) implements Fact {}

    /**
     * @param persons 0 if the event does not say: then the household's
     * @param toCounty null: the event's county
     */
    record RelocationChanged(RelocationKind kind, RelocationStage stage, int persons, String toCounty, String toVillage)
            implements Fact {

        boolean movesIn() {
            return kind == RelocationKind.RESETTLEMENT && stage == RelocationStage.COMPLETED;
        }
    }

    /** @param placement only when placed */
    record TrainingChanged(String enrollment, TrainingStage stage, Placement placement) implements Fact {}

    /** The item is the event's subject. */
    record ProgrammeProgressed(String measure, ProgrammeStage stage, int weight) implements Fact {}

    record InspectionSampled(Gate gate, int sampled, int found) implements Fact {}

    record UnitReported(String village) implements Fact {}

    /** Takes back the event of the same subject with that source and id. */
    record Retracted(String source, String id) implements Fact {}
}
