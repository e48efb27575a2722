package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.ProgrammeStage;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folded state of a subject: last-writer-wins registers. Folding in the total order gives every register its last
 * writer, so the registers need no stamps of their own.
 *
 * @param residence where it lives or stands; null before its first event
 * @param standing null before the first status event: then it counts no persons yet
 * @param resettlement null without one, as {@code renovation} and {@code item}
 * @param item of a programme; null for a household
 * @param samples of an inspection, by the county that was sampled and by gate's measure
 */
public record SubjectState(
        Residence residence,
        Standing standing,
        Relocation resettlement,
        Relocation renovation,
        Enrolments enrolments,
        Item item,
        Map<String, Map<String, Sample>> samples) {

    public static final SubjectState NONE = new SubjectState(null, null, null, null, Enrolments.NONE, null, Map.of());

    /** @param village null if unknown */
    public record Residence(String county, String village) {}

    /**
     * @param relapses where it has fallen back into poverty, each time
     * @param fellOn day on which it fell back after it had been lifted, while it has; else null
     * @param returns where it was lifted again soon after such a day, each time
     */
    public record Standing(
            Status status, int persons, List<Residence> relapses, LocalDate fellOn, List<Residence> returns) {
        public Standing {
            relapses = List.copyOf(relapses);
            returns = List.copyOf(returns);
        }

        /** One that was never lifted again. */
        public Standing(Status status, int persons, List<Residence> relapses) {
            this(status, persons, relapses, null, List.of());
        }
    }

    /** @param persons 0: as many as the household has */
    public record Relocation(RelocationStage stage, int persons) {}

    public record Training(TrainingStage stage, Placement placement) {}

    public record Item(String county, String measure, ProgrammeStage stage, int weight) {}

    public record Sample(int events, long sampled, long found) {

        Sample plus(Sample more) {
            return new Sample(events + more.events, sampled + more.sampled, found + more.found);
        }
    }

    boolean isRegistered() {
        return standing != null;
    }

    SubjectState residing(String county, String village) {
        return new SubjectState(
                new Residence(county, village), standing, resettlement, renovation, enrolments, item, samples);
    }

    /** The same with another standing. */
    public SubjectState standing(Standing changed) {
        return new SubjectState(residence, changed, resettlement, renovation, enrolments, item, samples);
    }

    SubjectState resettling(Relocation changed) {
        return new SubjectState(residence, standing, changed, renovation, enrolments, item, samples);
    }

    SubjectState renovating(Relocation changed) {
        return new SubjectState(residence, standing, resettlement, changed, enrolments, item, samples);
    }

    SubjectState enrolled(String enrolment, Training changed) {
        return new SubjectState(
                residence, standing, resettlement, renovation, enrolments.with(enrolment, changed), item, samples);
    }

    SubjectState item(Item changed) {
        return new SubjectState(residence, standing, resettlement, renovation, enrolments, changed, samples);
    }

    SubjectState sampled(String county, String gate, Sample more) {
        Map<String, Sample> there = new HashMap<>(samples.getOrDefault(county, Map.of()));
        there.merge(gate, more, Sample::plus);
        Map<String, Map<String, Sample>> all = new HashMap<>(samples);
        all.put(county, Map.copyOf(there));
        return new SubjectState(residence, standing, resettlement, renovation, enrolments, item, Map.copyOf(all));
    }
}
