package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Desk.Hours;
import io.countywatch.local.simulator.Payload.Job;
import io.countywatch.local.simulator.Payload.Relocation;
import io.countywatch.local.simulator.Payload.Stage;
import io.countywatch.local.simulator.Payload.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a county has to do under its plans. */
final class Works {

    private final Campaign campaign;
    private final Stories stories;
    private final Register register;
    private final Desk desk;
    private final CountyField field;
    private final List<Work> works = new ArrayList<>();

    Works(Campaign campaign, Stories stories, Register register, Desk desk, CountyField field) {
        this.campaign = campaign;
        this.stories = stories;
        this.register = register;
        this.desk = desk;
        this.field = field;
    }

    void advance(long day) {
        works.forEach(work -> work.advance(day));
    }

    void plan() {
        int[] order = field.households.poor();
        field.random.shuffle(order);
        lifting(order);
        campaign.plan("resettlement", field.county).ifPresent(plan -> resettlement(order, plan));
        campaign.plan("renovation", field.county).ifPresent(plan -> renovation(order, plan));
        campaign.plan("training", field.county).ifPresent(plan -> training(order, plan));
    }

    private void lifting(int[] order) {
        Curve curve = campaign.plan("status", field.county)
                .map(field.story::bend)
                .orElse(Curve.between(campaign.start(), campaign.end()));
        works.add(new Work(order.length, i -> register.persons(order[i])).stage(curve, (i, day) -> {
            if (register.status(order[i]) == Status.POOR) {
                register.status(order[i], Status.LIFTED);
                desk.household(order[i], status(order[i]), day, Hours.AFTERNOON);
            }
        }));
    }

    private Payload status(int household) {
        return new Payload.StatusChanged(register.status(household), register.persons(household), null, false);
    }

    private void resettlement(int[] order, Plan plan) {
        Optional<Stories.Last> last = stories.last(field.county);
        int[] chosen = last.isPresent()
                ? field.households.last()
                : Arrays.copyOf(order, share(order.length, stories.resettledShare()));
        Arrays.stream(chosen).forEach(register::markResettled);
        Curve curve = last.map(story -> ResettlementCurves.last(plan, story))
                .or(() -> stories.resettlementFinish().map(finish -> ResettlementCurves.finishing(plan, finish)))
                .orElseGet(() -> field.story.bend(plan));
        relocation(chosen, curve, Relocation.RESETTLEMENT);
    }

    private void renovation(int[] order, Plan plan) {
        int[] chosen = Arrays.stream(order)
                .skip(share(order.length, stories.resettledShare()))
                .filter(household -> !register.resettled(household))
                .limit(share(order.length, stories.renovatedShare()))
                .toArray();
        relocation(chosen, field.story.bend(plan), Relocation.HOUSING_RENOVATION);
    }

    private void relocation(int[] chosen, Curve completion, Relocation kind) {
        LocalDate start = campaign.start();
        works.add(Work.of(chosen.length)
                .stage(Curve.on(campaign.registrationDay()), (i, day) -> stage(chosen[i], kind, Stage.PLANNED, day))
                .stage(
                        Curve.between(start.plusDays(3), start.plusDays(25)),
                        (i, day) -> stage(chosen[i], kind, Stage.APPROVED, day))
                .stage(completion.earlier(40), (i, day) -> stage(chosen[i], kind, Stage.STARTED, day))
                .stage(completion, (i, day) -> complete(chosen[i], kind, day)));
    }

    private void stage(int household, Relocation kind, Stage stage, long day) {
        // Every other event leaves the persons out: then the household's own count.
        int persons = field.random.chance(0.5) ? register.persons(household) : 0;
        desk.household(household, new Payload.RelocationChanged(kind, stage, persons, null), day, Hours.AFTERNOON);
    }

    private void complete(int household, Relocation kind, long day) {
        if (kind == Relocation.HOUSING_RENOVATION) {
            stage(household, kind, Stage.COMPLETED, day);
            return;
        }
        Place to = destination();
        desk.household(household, new Payload.RelocationChanged(kind, Stage.COMPLETED, 0, to), day, Hours.AFTERNOON);
        if (to != null) {
            register.move(household, to);
        }
    }

    /** A few move to another county of the plan, but none from or to the county that will be last. */
    private Place destination() {
        if (field.random.chance(0.3)) {
            return null;
        }
        CountyField target = field;
        if (stories.last(field.county).isEmpty() && field.random.chance(0.06)) {
            List<County> others = campaign.counties().stream()
                    .filter(county ->
                            county.code().startsWith(field.county.code().substring(0, 2)))
                    .filter(county -> stories.last(county).isEmpty())
                    .toList();
            County county = others.get(field.random.below(others.size()));
            target = desk.field(new Place(county, null));
        }
        return target.villages.get(field.random.below(target.villages.size()));
    }

    private void training(int[] order, Plan plan) {
        double people = Arrays.stream(order).mapToLong(register::persons).sum();
        int count = share((int) people, stories.trainedPerPerson());
        Optional<Plan> placement = campaign.plan("placement", field.county);
        Curve enrolment =
                Curve.between(campaign.start().plusDays(5), campaign.start().plusDays(75));
        Work work = Work.of(count)
                .stage(enrolment, (i, day) -> train(order, i, Stage.ENROLLED, day))
                .stage(
                        field.story.bend(plan),
                        (i, day) -> train(order, i, dropped(i) ? Stage.DROPPED : Stage.COMPLETED, day));
        placement.ifPresent(jobs -> work.stage(field.story.bend(jobs), (i, day) -> {
            if (!dropped(i)) {
                train(order, i, Stage.PLACED, day);
            }
        }));
        works.add(work);
    }

    private static boolean dropped(int enrolment) {
        return enrolment % 25 == 7;
    }

    private void train(int[] order, int index, Stage stage, long day) {
        Job job = stage != Stage.PLACED ? null : index % 10 < 7 ? Job.PUBLIC_WELFARE_JOB : Job.values()[1 + index % 2];
        Payload payload = new Payload.TrainingChanged(1 + index / order.length, stage, job);
        desk.household(order[index % order.length], payload, day, Hours.AFTERNOON);
    }

    private static int share(int of, double share) {
        return of == 0 ? 0 : Math.max(1, (int) (of * share));
    }
}
