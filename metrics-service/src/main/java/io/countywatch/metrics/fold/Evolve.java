package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.InspectionSampled;
import io.countywatch.metrics.fold.Fact.ProgrammeProgressed;
import io.countywatch.metrics.fold.Fact.RelocationChanged;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import io.countywatch.metrics.fold.Fact.TrainingChanged;
import io.countywatch.metrics.fold.SubjectState.Item;
import io.countywatch.metrics.fold.SubjectState.Relocation;
import io.countywatch.metrics.fold.SubjectState.Residence;
import io.countywatch.metrics.fold.SubjectState.Sample;
import io.countywatch.metrics.fold.SubjectState.Standing;
import io.countywatch.metrics.fold.SubjectState.Training;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One step of the fold: the state after the next event in the total order. */
final class Evolve {

    /** LIFTED, RELAPSED and LIFTED again so soon are hardly both true. */
    private static final int RETURN_DAYS = 90;

    private static final Standing NEW = new Standing(null, 0, List.of());

    private Evolve() {}

    /** @param event later in the total order than everything folded into {@code state}, and not retracted */
    static SubjectState evolve(SubjectState state, Event event) {
        Fact fact = event.fact();
        if (fact instanceof StatusChanged change) {
            String village = change.village() != null ? change.village() : villageKept(state, event.county());
            Residence home = new Residence(event.county(), village);
            return state.standing(standing(state.standing(), change, home, event.effective()))
                    .residing(event.county(), village);
        }
        if (fact instanceof RelocationChanged change) {
            SubjectState relocated = relocate(state, change);
            return change.movesIn()
                    ? relocated.residing(
                            Objects.requireNonNullElse(change.toCounty(), event.county()), change.toVillage())
                    : located(relocated, event);
        }
        if (fact instanceof TrainingChanged change) {
            return located(
                    state.enrolled(change.enrollment(), new Training(change.stage(), change.placement())), event);
        }
        if (fact instanceof ProgrammeProgressed change) {
            Item item = new Item(event.county(), change.measure(), change.stage(), change.weight());
            return located(state.item(item), event);
        }
        if (fact instanceof InspectionSampled change) {
            // Every event is one sample of its own: they add up; a wrong one is taken back by a retraction. It is one
            // of its
            // county, wherever the inspection goes on.
            Sample sample = new Sample(1, change.sampled(), change.found());
            return located(state.sampled(event.county(), change.gate().measure(), sample), event);
        }
        return located(state, event);
    }

    /** Without a status event a household lives where its latest event says. */
    private static SubjectState located(SubjectState state, Event event) {
        return state.isRegistered() ? state : state.residing(event.county(), villageKept(state, event.county()));
    }

    /** An event that names no village leaves the household in its village, unless it names another county. */
    private static String villageKept(SubjectState state, String county) {
        return state.residence() != null && county.equals(state.residence().county())
                ? state.residence().village()
                : null;
    }

    private static Standing standing(Standing before, StatusChanged change, Residence home, LocalDate day) {
        Standing last = before == null ? NEW : before;
        List<Residence> relapses = last.relapses();
        List<Residence> returns = last.returns();
        LocalDate fellOn = null;
        if (change.status() == Status.RELAPSED) {
            relapses = last.status() == Status.RELAPSED ? relapses : plus(relapses, home);
            fellOn = last.status() == Status.LIFTED ? day : last.fellOn();
        } else if (change.status() == Status.LIFTED
                && last.fellOn() != null
                && !day.isAfter(last.fellOn().plusDays(RETURN_DAYS))) {
            returns = plus(returns, home);
        }
        return new Standing(change.status(), change.persons(), relapses, fellOn, returns);
    }

    private static List<Residence> plus(List<Residence> places, Residence one) {
        List<Residence> more = new ArrayList<>(places);
        more.add(one);
        return more;
    }

    private static SubjectState relocate(SubjectState state, RelocationChanged change) {
        Relocation register = new Relocation(change.stage(), change.persons());
        return change.kind() == RelocationKind.RESETTLEMENT ? state.resettling(register) : state.renovating(register);
    }
}
