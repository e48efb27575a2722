package io.countywatch.metrics.fold;

import io.countywatch.metrics.fold.Fact.InspectionSampled;
import io.countywatch.metrics.fold.Fact.ProgrammeProgressed;
import io.countywatch.metrics.fold.Fact.RelocationChanged;
import io.countywatch.metrics.fold.Fact.RelocationKind;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Retracted;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.StatusChanged;
import io.countywatch.metrics.fold.Fact.TrainingChanged;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.Fact.UnitReported;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of counties and villages read straight off the events, question by question, without folding: what was the last status, where did
 * it live, what is the last stage of each enrolment. Shares nothing with the fold but the events.
 */
public final class FiguresOracle {

    /** Design/2: (time, sequence, recordedtime, source, id). */
    static final Comparator<Event> ORDER = Comparator.comparing(
                    (Event e) -> e.stamp().time())
            .thenComparing(e -> e.stamp().sequence())
            .thenComparing(e -> e.stamp().recorded())
            .thenComparing(e -> e.stamp().source())
            .thenComparing(e -> e.stamp().id());

    private FiguresOracle() {}

    /**
     * Where something counts.
     *
     * @param village null where it is not known
     */
    public record Place(String county, String village) {}

    /** "county/measure/stage" to {subjects, persons}: effective up to a day, known up to an instant; zeros left out. */
    public static Map<String, List<Long>> figures(List<Event> all, LocalDate day, Instant known) {
        Map<String, List<Long>> figures = new HashMap<>();
        places(all, day, known)
                .forEach((place, own) -> own.forEach((figure, count) -> figures.merge(
                        place.county() + "/" + figure,
                        count,
                        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)))));
        figures.values().removeIf(count -> count.get(0) == 0 && count.get(1) == 0);
        return figures;
    }

    /** By place "measure/stage" to {subjects, persons}; zeros left out. */
    public static Map<Place, Map<String, List<Long>>> places(List<Event> all, LocalDate day, Instant known) {
        Map<Place, Map<String, List<Long>>> figures = new HashMap<>();
        standing(all, day, known).forEach(standing -> subject(standing, figures));
        figures.values().forEach(own -> own.values().removeIf(count -> count.get(0) == 0 && count.get(1) == 0));
        figures.values().removeIf(Map::isEmpty);
        return figures;
    }

    /**
     * What a place has been heard of by: an event counts where it comes from, in a village if the household lives there
     * after it, or for the unit that says so itself.
     */
    public static Map<Place, List<Event>> reports(List<Event> all, LocalDate day, Instant known) {
        Map<Place, List<Event>> reports = new HashMap<>();
        for (List<Event> events : standing(all, day, known)) {
            for (int i = 0; i < events.size(); i++) {
                Event e = events.get(i);
                String village;
                if (e.fact() instanceof UnitReported unit) {
                    village = unit.village() == null ? e.subject() : unit.village();
                } else {
                    Place home = home(events.subList(0, i + 1));
                    village = home.county().equals(e.county()) ? home.village() : null;
                }
                reports.computeIfAbsent(new Place(e.county(), village), any -> new ArrayList<>())
                        .add(e);
            }
        }
        return reports;
    }

    /** Subjects of which a status event stands. */
    public static long households(List<Event> all, LocalDate day, Instant known) {
        return standing(all, day, known).stream()
                .filter(events -> events.stream().anyMatch(e -> e.fact() instanceof StatusChanged))
                .count();
    }

    /** By subject what is not retracted, in order. */
    private static List<List<Event>> standing(List<Event> all, LocalDate day, Instant known) {
        Map<String, List<Event>> subjects = new HashMap<>();
        for (Event e : all) {
            if (!e.stamp().recorded().isAfter(known)) {
                subjects.computeIfAbsent(e.subject(), any -> new ArrayList<>()).add(e);
            }
        }
        return subjects.values().stream()
                .map(recorded -> recorded.stream()
                        .filter(event -> !event.effective().isAfter(day) && counts(event, recorded))
                        .sorted(ORDER)
                        .toList())
                .toList();
    }

    /** A retraction in a circle with others is no event at all; what only such ones take back stands. */
    static boolean counts(Event event, List<Event> all) {
        Verdict verdict = stands(event, all, List.of());
        return verdict == Verdict.STANDS || verdict == Verdict.CIRCLE && !(event.fact() instanceof Retracted);
    }

    private enum Verdict {
        STANDS,
        FALLS,
        CIRCLE
    }

    /** Depth first: falls if something that stands takes it back; what leads into a circle decides nothing. */
    private static Verdict stands(Event event, List<Event> all, List<Event> path) {
        if (path.contains(event)) {
            return Verdict.CIRCLE;
        }
        List<Event> longer = new ArrayList<>(path);
        longer.add(event);
        boolean circle = false;
        for (Event other : all) {
            if (other.fact() instanceof Retracted r
                    && r.source().equals(event.stamp().source())
                    && r.id().equals(event.stamp().id())) {
                Verdict verdict = stands(other, all, longer);
                if (verdict == Verdict.STANDS) {
                    return Verdict.FALLS;
                }
                circle |= verdict == Verdict.CIRCLE;
            }
        }
        return circle ? Verdict.CIRCLE : Verdict.STANDS;
    }

    private static void subject(List<Event> events, Map<Place, Map<String, List<Long>>> figures) {
        if (events.isEmpty()) {
            return;
        }
        List<Event> statuses =
                events.stream().filter(e -> e.fact() instanceof StatusChanged).toList();
        boolean registered = !statuses.isEmpty();
        Place home = home(events);
        long persons = registered ? ((StatusChanged) last(statuses).fact()).persons() : 0;
        if (registered) {
            add(
                    figures,
                    home,
                    "status",
                    ((StatusChanged) last(statuses).fact()).status().name(),
                    1,
                    persons);
            Status before = null;
            for (Event e : statuses) {
                Status status = ((StatusChanged) e.fact()).status();
                // counts for the place where it fell back, wherever it lives by now
                add(
                        figures,
                        homeAfter(e, events),
                        "relapse",
                        "RELAPSED",
                        status == Status.RELAPSED && before != Status.RELAPSED ? 1 : 0,
                        0);
                before = status;
            }
            liftedAgain(events, statuses, figures);
        }
        for (RelocationKind kind : RelocationKind.values()) {
            List<RelocationChanged> moves = new ArrayList<>();
            events.forEach(e -> {
                if (e.fact() instanceof RelocationChanged r && r.kind() == kind) {
                    moves.add(r);
                }
            });
            if (!moves.isEmpty()) {
                RelocationChanged move = moves.get(moves.size() - 1);
                long moved = registered ? (move.persons() > 0 ? move.persons() : persons) : 0;
                String measure = kind == RelocationKind.RESETTLEMENT ? "resettlement" : "renovation";
                add(figures, home, measure, move.stage().name(), 1, moved);
            }
        }
        Map<String, TrainingChanged> trainings = new HashMap<>();
        events.forEach(e -> {
            if (e.fact() instanceof TrainingChanged t) {
                trainings.put(t.enrollment(), t);
            }
        });
        trainings.values().forEach(t -> {
            add(figures, home, "training", t.stage().name(), 1, registered ? 1 : 0);
            if (t.stage() == TrainingStage.PLACED) {
                add(figures, home, "placement", t.placement().name(), 1, registered ? 1 : 0);
            }
        });
        List<Event> items = events.stream()
                .filter(e -> e.fact() instanceof ProgrammeProgressed)
                .toList();
        if (!items.isEmpty()) {
            ProgrammeProgressed item = (ProgrammeProgressed) last(items).fact();
            add(
                    figures,
                    new Place(last(items).county(), null),
                    item.measure(),
                    item.stage().name(),
                    1,
                    item.weight());
        }
        events.forEach(e -> {
            if (e.fact() instanceof InspectionSampled s) {
                // an evaluation of that county, whoever makes it and wherever else
                add(figures, new Place(e.county(), null), s.gate().measure(), "SAMPLED", 1, s.sampled());
                add(figures, new Place(e.county(), null), s.gate().measure(), "FOUND", 1, s.found());
            }
        });
    }

    /** From every LIFTED backwards: only RELAPSED before it, the first of them at most 90 days ago, and LIFTED before that. */
    private static void liftedAgain(
            List<Event> events, List<Event> statuses, Map<Place, Map<String, List<Long>>> figures) {
        for (int i = 0; i < statuses.size(); i++) {
            int from = i;
            while (from > 0 && status(statuses, from - 1) == Status.RELAPSED) {
                from--;
            }
            boolean again = status(statuses, i) == Status.LIFTED
                    && from < i
                    && from > 0
                    && status(statuses, from - 1) == Status.LIFTED
                    && ChronoUnit.DAYS.between(
                                    statuses.get(from).effective(),
                                    statuses.get(i).effective())
                            <= 90;
            add(figures, homeAfter(statuses.get(i), events), "relapse", "LIFTED_AGAIN", again ? 1 : 0, 0);
        }
    }

    private static Status status(List<Event> statuses, int index) {
        return ((StatusChanged) statuses.get(index).fact()).status();
    }

    private static Place homeAfter(Event e, List<Event> events) {
        return home(events.subList(0, events.indexOf(e) + 1));
    }

    private static Place home(List<Event> events) {
        boolean registered = events.stream().anyMatch(e -> e.fact() instanceof StatusChanged);
        // before its first status event it lived where its events said; that says nothing about later
        int at = events.size() - 1;
        while (registered && !(events.get(at).fact() instanceof StatusChanged) && !movesIn(events.get(at))) {
            at--;
        }
        Event says = events.get(at);
        if (movesIn(says)) {
            RelocationChanged move = (RelocationChanged) says.fact();
            return new Place(move.toCounty() == null ? says.county() : move.toCounty(), move.toVillage());
        }
        if (says.fact() instanceof StatusChanged status && status.village() != null) {
            return new Place(says.county(), status.village());
        }
        // who names no village leaves the household in its own, unless in another county
        Place before = at == 0 ? null : home(events.subList(0, at));
        return before != null && before.county().equals(says.county()) ? before : new Place(says.county(), null);
    }

    private static boolean movesIn(Event e) {
        return e.fact() instanceof RelocationChanged r
                && r.kind() == RelocationKind.RESETTLEMENT
                && r.stage() == RelocationStage.COMPLETED;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static void add(
            Map<Place, Map<String, List<Long>>> figures,
            Place place,
            String measure,
            String stage,
            long subjects,
            long persons) {
        figures.computeIfAbsent(place, any -> new HashMap<>())
                .merge(
                        measure + "/" + stage,
                        List.of(subjects, persons),
                        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
    }
}
