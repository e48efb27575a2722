package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Books.Entry;
import io.countywatch.local.simulator.Books.Ledger;
import io.countywatch.local.simulator.Payload.Gate;
import io.countywatch.local.simulator.Payload.InspectionSampled;
import io.countywatch.local.simulator.Payload.ProgrammeProgressed;
import io.countywatch.local.simulator.Payload.Relocation;
import io.countywatch.local.simulator.Payload.RelocationChanged;
import io.countywatch.local.simulator.Payload.Retracted;
import io.countywatch.local.simulator.Payload.Stage;
import io.countywatch.local.simulator.Payload.Status;
import io.countywatch.local.simulator.Payload.StatusChanged;
import io.countywatch.local.simulator.Payload.TrainingChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of one subject in the total order, read from the first to the last: the last word counts. */
final class History {

    /** Who fell back after being lifted and is lifted again so soon makes the data look doubtful. */
    private static final int SOON_DAYS = 90;

    private final List<FieldEvent> events = new ArrayList<>();
    private final ZoneId zone;

    /** {@code entries}: of one subject, sorted; the same event may be there several times. */
    History(List<Entry> entries, ZoneId zone) {
        this.zone = zone;
        Map<EventId, FieldEvent> retracting = new HashMap<>();
        Map<EventId, FieldEvent> seen = new HashMap<>();
        for (Entry entry : entries) {
            // Of an event that came twice the earlier receipt stands first in the order.
            if (seen.putIfAbsent(entry.event().id(), entry.event()) == null) {
                events.add(entry.event());
            }
        }
        events.forEach(event -> {
            if (event.payload() instanceof Retracted) {
                retracting.put(event.id(), event);
            }
        });
        if (!retracting.isEmpty()) {
            List<FieldEvent> all = List.copyOf(events);
            events.removeIf(event -> retracted(event, all));
        }
    }

    /** Taken back by a retraction that is not itself taken back. */
    private static boolean retracted(FieldEvent event, List<FieldEvent> all) {
        return all.stream()
                .anyMatch(other -> other.payload() instanceof Retracted retraction
                        && retraction.target().equals(event.id())
                        && !retracted(other, all));
    }

    void count(Ledger ledger) {
        StatusChanged status = null;
        County home = null;
        County latest = null;
        LocalDate fell = null;
        Map<Relocation, RelocationChanged> relocations = new HashMap<>();
        Map<Integer, TrainingChanged> trainings = new HashMap<>();
        FieldEvent item = null;
        for (FieldEvent event : events) {
            County here = event.place().county();
            if (event.payload() instanceof StatusChanged changed) {
                boolean fellBefore = status != null && status.status() == Status.RELAPSED;
                if (changed.status() == Status.RELAPSED && !fellBefore) {
                    // A transition, not a state: it has no persons, and stays where it happened when the household
                    // moves.
                    ledger.add(here, "relapse", Status.RELAPSED.name(), 1, 0);
                }
                if (changed.status() == Status.LIFTED
                        && fell != null
                        && !day(event).isAfter(fell.plusDays(SOON_DAYS))) {
                    ledger.add(here, "relapse", "LIFTED_AGAIN", 1, 0);
                }
                fell = fell(status, changed, fell, event);
                status = changed;
                home = here;
                latest = here;
            } else if (event.payload() instanceof RelocationChanged changed) {
                relocations.put(changed.kind(), changed);
                latest = here;
                if (changed.kind() == Relocation.RESETTLEMENT && changed.stage() == Stage.COMPLETED) {
                    home = changed.to() == null ? here : changed.to().county();
                    latest = home;
                }
            } else if (event.payload() instanceof TrainingChanged changed) {
                trainings.put(changed.enrollment(), changed);
                latest = here;
            } else if (event.payload() instanceof ProgrammeProgressed) {
                item = event;
            } else if (event.payload() instanceof InspectionSampled sample) {
                sample(ledger, here, sample);
            }
        }
        if (item != null && item.payload() instanceof ProgrammeProgressed progress) {
            ledger.add(
                    item.place().county(), progress.measure(), progress.stage().name(), 1, progress.weight());
        }
        if (latest != null) {
            household(ledger, status == null ? latest : home, status, relocations, trainings);
        }
    }

    /** Day on which a lifted household fell back, for as long as it is relapsed. */
    private LocalDate fell(StatusChanged before, StatusChanged now, LocalDate known, FieldEvent event) {
        if (now.status() != Status.RELAPSED) {
            return null;
        }
        return before != null && before.status() == Status.LIFTED ? day(event) : known;
    }

    private LocalDate day(FieldEvent event) {
        return Instant.ofEpochMilli(event.time()).atZone(zone).toLocalDate();
    }

    /** A household without a status event lives where its latest event says and counts no persons under anything. */
    private static void household(
            Ledger ledger,
            County home,
            StatusChanged status,
            Map<Relocation, RelocationChanged> relocations,
            Map<Integer, TrainingChanged> trainings) {
        boolean registered = status != null;
        if (registered) {
            ledger.add(home, "status", status.status().name(), 1, status.persons());
        }
        relocations.forEach((kind, changed) -> {
            int persons = registered && changed.persons() == 0 ? status.persons() : changed.persons();
            ledger.add(home, kind.measure(), changed.stage().name(), 1, registered ? persons : 0);
        });
        for (TrainingChanged training : trainings.values()) {
            ledger.add(home, "training", training.stage().name(), 1, registered ? 1 : 0);
            if (training.placement() != null) {
                ledger.add(home, "placement", training.placement().name(), 1, registered ? 1 : 0);
            }
        }
    }

    private static void sample(Ledger ledger, County county, InspectionSampled sample) {
        Gate gate = sample.gate();
        ledger.add(county, gate.measure(), "SAMPLED", 1, sample.sampled());
        ledger.add(county, gate.measure(), "FOUND", 1, sample.found());
    }
}
