package io.countywatch.local.simulator;

import java.util.Locale;

/** What an event says; {@code null} and 0 stand for fields that are left out. */
sealed interface Payload {

    enum Status {
        POOR,
        AT_RISK,
        LIFTED,
        RELAPSED,
        REMOVED
    }

    enum Cause {
        ILLNESS,
        DISABILITY,
        SCHOOLING,
        DISASTER,
        LAND,
        WATER,
        SKILLS,
        LABOUR,
        CAPITAL,
        TRANSPORT,
        DRIVE,
        OTHER
    }

    enum Relocation {
        RESETTLEMENT,
        HOUSING_RENOVATION;

        String measure() {
            return this == RESETTLEMENT ? "resettlement" : "renovation";
        }
    }

    /** Stages of relocations, trainings and programme items; which type knows which is up to the generator. */
    enum Stage {
        PLANNED,
        APPROVED,
        ENROLLED,
        STARTED,
        COMPLETED,
        DROPPED,
        PLACED,
        CANCELLED
    }

    enum Job {
        PUBLIC_WELFARE_JOB,
        EMPLOYMENT,
        SELF_EMPLOYED
    }

    enum Gate {
        WRONG_EXIT,
        MISSED,
        RECOGNITION;

        String measure() {
            return "gate-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Mistakes of a broken app; intake must reject such an event. */
    enum Fault {
        UNKNOWN_COUNTY,
        BROKEN_DATE,
        UNKNOWN_STATUS
    }

    record StatusChanged(Status status, int persons, Cause cause, boolean verified) implements Payload {}

    record RelocationChanged(Relocation kind, Stage stage, int persons, Place to) implements Payload {}

    record TrainingChanged(int enrollment, Stage stage, Job placement) implements Payload {}

    record ProgrammeProgressed(String measure, Stage stage, int weight) implements Payload {}

    record InspectionSampled(Gate gate, int sampled, int found) implements Payload {}

    record UnitReported() implements Payload {}

    record Retracted(EventId target) implements Payload {}

    record Broken(Fault fault) implements Payload {}
}
