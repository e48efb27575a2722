package io.countywatch.metrics.receipts;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.fold.Counted;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.fold.Fold;
import io.countywatch.metrics.receipts.ReceiptAnswer.Moved;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one of a subject's events did, told from all of them: a pure function.
 *
 * @param moved what it entered when it was applied, over all counties
 * @param because why it moved nothing; null if it did
 */
record Verdict(String status, List<Moved> moved, String because) {

    static Verdict of(Event event, List<Event> all) {
        List<Event> before = all.stream()
                .filter(other -> !other.equals(event)
                        && !other.stamp().recorded().isAfter(event.stamp().recorded()))
                .toList();
        List<Event> with = new ArrayList<>(before);
        with.add(event);
        List<Moved> moved = moved(before, event);
        boolean overtaken = before.stream().anyMatch(other -> other.stamp().compareTo(event.stamp()) > 0);
        boolean superseded = overtaken
                && !(event.fact() instanceof Fact.Retracted)
                && Fold.state(with).equals(Fold.state(before));
        boolean tookEffect = Counted.of(with).contains(event);
        String status = !Counted.of(all).contains(event) ? "retracted" : superseded ? "superseded" : "applied";
        return new Verdict(status, moved, moved.isEmpty() ? because(event, all, tookEffect, superseded) : null);
    }

    private static String because(Event event, List<Event> all, boolean tookEffect, boolean superseded) {
        if (!tookEffect) {
            return "it had been taken back before it came";
        }
        if (event.fact() instanceof Fact.Retracted retracted) {
            boolean there = all.stream()
                    .anyMatch(other -> other.stamp().id().equals(retracted.id())
                            && other.stamp().source().equals(retracted.source()));
            return there
                    ? "the event that it takes back had moved nothing"
                    : "the event that it takes back has not come";
        }
        if (event.fact() instanceof Fact.UnitReported) {
            return "a report moves no figure";
        }
        return superseded ? "something newer was known already" : "the figures said so already";
    }

    private static List<Moved> moved(List<Event> before, Event event) {
        Changes<Entry> entered = Fold.gained(before, List.of(event));
        Changes<Dated> byDay = new Changes<>();
        entered.forEach((entry, count) -> byDay.add(new Dated(entry.figure(), entry.effective()), count));
        List<Moved> moved = new ArrayList<>();
        byDay.forEach((dated, count) -> {
            if (!dated.figure().measure().equals(Figure.REPORT)) {
                moved.add(dated.moved(count));
            }
        });
        moved.sort(Comparator.comparing(Moved::effective)
                .thenComparing(Moved::county)
                .thenComparing(Moved::measure)
                .thenComparing(Moved::stage)
                .thenComparing(Moved::subjects));
        return moved;
    }

    private record Dated(Figure figure, LocalDate effective) {
        Moved moved(Count count) {
            return new Moved(
                    figure.county(),
                    figure.village(),
                    figure.measure(),
                    figure.stage(),
                    effective,
                    count.subjects(),
                    count.persons());
        }
    }
}
