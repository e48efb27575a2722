package io.countywatch.metrics.restatements;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.http.Cells;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds figures of a county that changed after their day: a pure function of its ledger. */
public final class Restatements {

    private Restatements() {}

    /**
     * A change of one figure, from a day on.
     *
     * @param recordedOn day on which it was recorded, in the campaign's zone
     * @param because why, if it was recorded after its day
     */
    record Change(
            String measure,
            String stage,
            LocalDate effective,
            LocalDate recordedOn,
            Count count,
            List<String> because) {

        boolean isRestatement() {
            return recordedOn.isAfter(effective) && !count.zero();
        }
    }

    /**
     * One restated figure.
     *
     * @param date whose figure changed, and with it those of the days after
     * @param first what it was at the end of that day
     * @param now what it is now
     * @param changes by the day on which they were recorded, oldest first
     */
    public record Restated(LocalDate date, String measure, String stage, Count first, Count now, List<Cause> changes) {

        /** One a change. The numbers of a figure tell one another, so they are told or suppressed together. */
        Stream<List<String>> rows(Cells cells) {
            long[] numbers = Stream.concat(
                            Stream.of(first, now), changes.stream().map(Cause::count))
                    .flatMapToLong(count -> LongStream.of(count.subjects(), count.persons()))
                    .toArray();
            return changes.stream()
                    .map(change -> List.of(
                            date.toString(),
                            measure,
                            stage,
                            cells.of(first.subjects(), numbers),
                            cells.of(first.persons(), numbers),
                            cells.of(now.subjects(), numbers),
                            cells.of(now.persons(), numbers),
                            change.recordedOn().toString(),
                            cells.of(change.subjects(), numbers),
                            cells.of(change.persons(), numbers),
                            String.join("|", change.because())));
        }
    }

    /**
     * @param because {@code late}: an event came after its day; {@code retraction}: an event was taken back; {@code move}: a
     *     household turned out to live elsewhere
     */
    public record Cause(LocalDate recordedOn, long subjects, long persons, List<String> because) {
        private Count count() {
            return new Count(subjects, persons);
        }
    }

    /** By date, measure and stage. @param since only with a change that was recorded on that day or later */
    static List<Restated> of(List<Change> ledger, LocalDate since) {
        List<Restated> restated = new ArrayList<>();
        ledger.stream()
                .collect(Collectors.groupingBy(change -> List.of(change.measure(), change.stage())))
                .values()
                .forEach(figure -> restated(figure, since, restated));
        restated.sort(Comparator.comparing(Restated::date)
                .thenComparing(Restated::measure)
                .thenComparing(Restated::stage));
        return restated;
    }

    private static void restated(List<Change> figure, LocalDate since, List<Restated> to) {
        Map<LocalDate, List<Change>> late = figure.stream()
                .filter(Change::isRestatement)
                .collect(Collectors.groupingBy(Change::effective, TreeMap::new, Collectors.toList()));
        late.forEach((date, changes) -> {
            if (changes.stream().allMatch(change -> change.recordedOn().isBefore(since))) {
                return;
            }
            Count first = Count.ZERO;
            Count now = Count.ZERO;
            for (Change change : figure) {
                if (!change.effective().isAfter(date)) {
                    now = now.plus(change.count());
                    first = change.recordedOn().isAfter(date) ? first : first.plus(change.count());
                }
            }
            List<Cause> causes = changes.stream()
                    .sorted(Comparator.comparing(Change::recordedOn))
                    .map(change -> new Cause(
                            change.recordedOn(),
                            change.count().subjects(),
                            change.count().persons(),
                            change.because()))
                    .toList();
            to.add(new Restated(date, changes.get(0).measure(), changes.get(0).stage(), first, now, causes));
        });
    }
}
