package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Desk.Hours;
import io.countywatch.local.simulator.Payload.Cause;
import io.countywatch.local.simulator.Payload.Stage;
import io.countywatch.local.simulator.Payload.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What no plan foresees: visits, falling back, removals, moves, households found late. */
final class DailyLife {

    private static final double VISITED = 0.0014;
    private static final double AT_RISK = 0.0003;
    private static final double REMOVED = 0.00002;
    private static final double MOVED = 0.00004;

    private final Register register;
    private final Desk desk;
    private final CountyField field;
    private final List<CountyField> all;
    private final long start;
    private final TreeMap<Long, List<Runnable>> later = new TreeMap<>();
    private int found;

    DailyLife(Register register, Desk desk, CountyField field, List<CountyField> all, Campaign campaign) {
        this.register = register;
        this.desk = desk;
        this.field = field;
        this.all = all;
        this.start = campaign.start().toEpochDay();
    }

    /** The register as it is before the campaign: the time of each entry is some day of the month before. */
    void register(long day) {
        for (int household = field.households.from(); household < field.households.found(); household++) {
            register.status(household, household < field.households.edge() ? Status.POOR : Status.AT_RISK);
            long time = desk.moment(field.random, day, Hours.MORNING) - 86_400_000L * field.random.below(30);
            report(household, time, day);
        }
    }

    void live(long day) {
        List<Runnable> due = later.remove(day);
        if (due != null) {
            due.forEach(Runnable::run);
        }
        int size = field.households.size();
        repeat(size * VISITED, household -> visit(household, day));
        repeat(size * MOVED, household -> move(household, day));
        repeat(size * REMOVED, household -> change(household, Status.POOR, Status.REMOVED, day));
        repeat(size * field.story.relapseRate(), household -> fallBack(household, Status.LIFTED, day));
        repeat(size * AT_RISK, household -> risk(household, day));
        find(day);
    }

    private void repeat(double mean, java.util.function.IntConsumer act) {
        for (int i = field.random.about(mean); i > 0; i--) {
            int household = field.households.from() + field.random.below(field.households.size());
            if (register.status(household) != null) {
                act.accept(household);
            }
        }
    }

    private void visit(int household, long day) {
        if (field.random.chance(0.03) && !register.resettled(household)) {
            int persons = register.persons(household) + (field.random.chance(0.5) ? 1 : -1);
            register.persons(household, Math.max(1, Math.min(9, persons)));
        }
        // Some notes from paper are entered days later, under the day of the visit.
        int daysAgo = field.random.chance(0.05) ? field.random.between(1, 20) : 0;
        long time = desk.moment(field.random, Math.max(start, day - daysAgo), Hours.MORNING);
        if (field.random.chance(0.005)) {
            report(household, time, day);
        }
        // Two entries of the same instant: the device's counter settles which one counts.
        report(household, time, day);
    }

    private void move(int household, long day) {
        if (!register.resettled(household)) {
            CountyField target = field.random.chance(0.5) ? field : all.get(field.random.below(all.size()));
            register.move(household, target.villages.get(field.random.below(target.villages.size())));
            report(household, desk.moment(field.random, day, Hours.MORNING), day);
        }
    }

    private void risk(int household, long day) {
        if (change(household, Status.LIFTED, Status.AT_RISK, day)) {
            boolean back = field.random.chance(0.85);
            in(day + field.random.between(25, 60), then -> {
                if (back) {
                    change(household, Status.AT_RISK, Status.LIFTED, then);
                } else {
                    fallBack(household, Status.AT_RISK, then);
                }
            });
        }
    }

    private void fallBack(int household, Status from, long day) {
        if (change(household, from, Status.RELAPSED, day)) {
            in(day + field.random.between(50, 120), then -> change(household, Status.RELAPSED, Status.LIFTED, then));
        }
    }

    /** Spring brings to light who was overlooked; a course is sometimes entered before the household is. */
    private void find(long day) {
        int waiting = field.households.to() - field.households.found();
        double share = Math.max(0, Math.min(1, (day - start - 60) / 90.0));
        while (found < (int) (share * waiting)) {
            int household = field.households.found() + found++;
            if (found % 10 == 0) {
                desk.household(household, new Payload.TrainingChanged(900, Stage.ENROLLED, null), day, Hours.AFTERNOON);
            }
            if (found % 50 != 0) {
                in(day + 1, then -> {
                    register.status(household, Status.POOR);
                    report(household, desk.moment(field.random, then, Hours.NOON), then);
                });
                in(day + field.random.between(60, 120), then -> change(household, Status.POOR, Status.LIFTED, then));
            }
        }
    }

    private boolean change(int household, Status from, Status to, long day) {
        if (register.status(household) != from) {
            return false;
        }
        register.status(household, to);
        report(household, desk.moment(field.random, day, Hours.NOON), day);
        return true;
    }

    private void report(int household, long time, long day) {
        Cause cause = field.random.chance(0.5) ? field.random.of(Cause.values()) : null;
        Payload payload = new Payload.StatusChanged(
                register.status(household), register.persons(household), cause, field.random.chance(0.2));
        desk.report(household, register.home(household), payload, time, day);
    }

    private void in(long day, java.util.function.LongConsumer act) {
        later.computeIfAbsent(day, ignored -> new ArrayList<>()).add(() -> act.accept(day));
    }
}
