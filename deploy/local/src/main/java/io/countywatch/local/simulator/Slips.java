package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Desk.Hours;
import io.countywatch.local.simulator.Payload.Fault;
import io.countywatch.local.simulator.Payload.Relocation;
import io.countywatch.local.simulator.Payload.Stage;
import io.countywatch.local.simulator.Payload.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Mistakes: entries that are taken back (some before they arrive), and events of broken apps. */
final class Slips {

    private static final double MISTAKEN = 0.00004;
    private static final double BROKEN = 0.06;

    private record Held(Device device, FieldEvent event) {}

    private final Register register;
    private final Desk desk;
    private final CountyField field;
    private final double scale;
    private final TreeMap<Long, List<Held>> held = new TreeMap<>();

    Slips(Register register, Desk desk, CountyField field, double scale) {
        this.register = register;
        this.desk = desk;
        this.field = field;
        this.scale = scale;
    }

    void happen(long day) {
        List<Held> arriving = held.remove(day);
        if (arriving != null) {
            arriving.forEach(late -> late.device().add(late.event()));
        }
        for (int i = field.random.about(field.households.size() * MISTAKEN); i > 0; i--) {
            int household = field.households.from() + field.random.below(field.households.size());
            if (register.status(household) != null && !register.resettled(household)) {
                mistake(household, day);
            }
        }
        for (int i = field.random.about(BROKEN * Math.max(0.1, scale)); i > 0; i--) {
            int household = field.households.from();
            desk.household(household, new Payload.Broken(field.random.of(Fault.values())), day, Hours.NOON);
        }
    }

    private void mistake(int household, long day) {
        FieldEvent wrong = desk.household(household, wrongEntry(household), day, Hours.NOON);
        if (wrong == null) {
            return;
        }
        Device device = wrong.id().device();
        if (field.random.chance(0.3)) {
            // The phone with the mistake stays in the mountains; the office takes it back first.
            device.holdBackLast();
            held.computeIfAbsent(day + field.random.between(2, 6), ignored -> new ArrayList<>())
                    .add(new Held(device, wrong));
        }
        Device office = desk.field(wrong.place()).supervisor();
        FieldEvent retraction = retract(office, wrong);
        if (field.random.chance(0.05)) {
            retract(office, retraction);
        }
    }

    private Payload wrongEntry(int household) {
        int persons = register.persons(household);
        return switch (field.random.below(4)) {
            case 0 -> new Payload.RelocationChanged(Relocation.HOUSING_RENOVATION, Stage.COMPLETED, persons, null);
            case 1 -> new Payload.TrainingChanged(1, Stage.DROPPED, null);
            case 2 -> new Payload.StatusChanged(Status.RELAPSED, persons, null, false);
            default -> new Payload.StatusChanged(Status.LIFTED, 1 + persons % 9, null, false);
        };
    }

    private static FieldEvent retract(Device office, FieldEvent target) {
        Payload payload = new Payload.Retracted(target.id());
        return office.capture(target.subject(), target.place(), target.time() + 60_000, payload);
    }
}
