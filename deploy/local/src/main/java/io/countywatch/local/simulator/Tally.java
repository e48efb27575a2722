package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what became of parcels. Thread-safe. */
final class Tally {

    private Statistics sums = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    synchronized Statistics add(Parcel parcel, Delivered delivered) {
        Parcel.Traits traits = parcel.traits();
        Map<String, Long> codes = new TreeMap<>(sums.codes());
        delivered.codes.forEach((code, count) -> codes.merge(code, (long) count, Long::sum));
        long surprises = broken(delivered.accepted)
                + broken(delivered.duplicate)
                + delivered.rejected.size()
                - broken(delivered.rejected);
        sums = new Statistics(
                sums.requests() + delivered.requests,
                sums.bytes() + delivered.bytes,
                sums.events() + parcel.events().size(),
                sums.accepted() + delivered.accepted.size(),
                sums.duplicate() + delivered.duplicate.size(),
                sums.rejected() + delivered.rejected.size(),
                sums.resent() + traits.resent(),
                sums.late() + traits.late(),
                sums.outOfOrder() + traits.outOfOrder(),
                sums.retractions() + traits.retractions(),
                sums.broken() + traits.broken(),
                sums.surprises() + surprises,
                codes);
        return sums;
    }

    private static long broken(List<FieldEvent> events) {
        return events.stream()
                .filter(event -> event.payload() instanceof Payload.Broken)
                .count();
    }

    synchronized Statistics sums() {
        return sums;
    }

    Progress progress(LocalDate day, long expected) {
        Statistics now = sums();
        return new Progress(day, now.events(), now.accepted(), now.duplicate(), now.rejected(), now.bytes(), expected);
    }
}
