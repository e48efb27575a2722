package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Desk.Hours;
import io.countywatch.local.simulator.Payload.Gate;
import io.countywatch.local.simulator.Payload.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The campaign's own measures in a county: items under a plan, and inspections every fortnight. */
final class Programmes {

    private static final String INSPECTION = "inspection";
    private static final int INSPECTION_DAYS = 14;

    private final Campaign campaign;
    private final Desk desk;
    private final CountyField field;
    private final Subjects subjects;
    private final double scale;
    private final List<Work> works = new ArrayList<>();

    Programmes(Campaign campaign, Desk desk, CountyField field, Subjects subjects, double scale) {
        this.campaign = campaign;
        this.desk = desk;
        this.field = field;
        this.subjects = subjects;
        this.scale = scale;
    }

    void advance(long day) {
        works.forEach(work -> work.advance(day));
    }

    void plan(Stories stories) {
        for (String measure : campaign.programmes()) {
            if (measure.equals(INSPECTION)) {
                inspections();
            } else {
                campaign.plan(measure, field.county).ifPresent(plan -> items(measure, plan, stories));
            }
        }
    }

    private void items(String measure, Plan plan, Stories stories) {
        int poor = field.households.edge() - field.households.from();
        Curve completion = field.story.bend(plan);
        works.add(Work.of(stories.items(measure, field.county, poor))
                .stage(Curve.on(campaign.registrationDay()), (i, day) -> item(measure, i, Stage.PLANNED, day))
                .stage(completion.earlier(45), (i, day) -> item(measure, i, Stage.STARTED, day))
                .stage(completion, (i, day) -> item(measure, i, Stage.COMPLETED, day)));
    }

    private void item(String measure, int index, Stage stage, long day) {
        Place place = field.villages.get(index % field.villages.size());
        int subject = subjects.named(measure + ":" + field.county.code() + ":" + (index + 1));
        Payload payload = new Payload.ProgrammeProgressed(measure, stage, 1 + index % 4);
        desk.report(subject, place, payload, desk.moment(field.random, day, Hours.AFTERNOON), day);
    }

    private void inspections() {
        if (!field.county.supervised()
                && campaign.plan(INSPECTION, field.county).isEmpty()) {
            return;
        }
        LocalDate first = campaign.start().plusDays(INSPECTION_DAYS - 1L);
        int count = (int) ((campaign.end().toEpochDay() - first.toEpochDay()) / INSPECTION_DAYS) + 1;
        Curve completed = day -> (day - first.toEpochDay() + INSPECTION_DAYS) / INSPECTION_DAYS / (double) count;
        works.add(Work.of(count)
                .stage(Curve.on(campaign.registrationDay()), (i, day) -> inspection(i, Stage.PLANNED, day))
                .stage(completed.earlier(2), (i, day) -> inspection(i, Stage.STARTED, day))
                .stage(completed, (i, day) -> {
                    inspection(i, Stage.COMPLETED, day);
                    if (i % 2 == 1) {
                        samples(i, day);
                    }
                }));
    }

    private void inspection(int index, Stage stage, long day) {
        report(INSPECTION, index, new Payload.ProgrammeProgressed(INSPECTION, stage, 1), day);
    }

    /** {@code found} are wrong exits, missed households, and people who recognise what was done for them. */
    private void samples(int index, long day) {
        for (Gate gate : Gate.values()) {
            int sampled = Math.max(1, (int) (field.random.between(60, 160) * Math.sqrt(scale)));
            double rate = gate == Gate.RECOGNITION ? 0.95 : 0.01;
            int found = Math.min(sampled, field.random.about(sampled * rate));
            report(gate.measure(), index, new Payload.InspectionSampled(gate, sampled, found), day);
        }
    }

    private void report(String name, int index, Payload payload, long day) {
        int subject = subjects.named(name + ":" + field.county.code() + ":" + (index + 1));
        desk.report(subject, field.everywhere, payload, desk.moment(field.random, day, Hours.AFTERNOON), day);
    }
}
