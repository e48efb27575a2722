package io.countywatch.metrics;

import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** One county that many devices report for, days late and in no order; its second event is a retraction. */
public final class LongHistory {

    public static final String SUBJECT = "513429";

    private static final Instant START = Instant.parse("2020-01-10T00:00:00Z");
    private static final int LATEST_SECONDS = (int) Duration.ofDays(10).toSeconds();

    private LongHistory() {}

    /** Reports, in the order of their receipt, a minute apart. */
    public static List<Event> of(int events) {
        return of(events, i -> null);
    }

    /** The same of a household, each an enrolment under an id of its own, as of an app that makes up one with each attempt. */
    public static List<Event> ofEnrolments(int events) {
        return of(events, i -> new Fact.TrainingChanged("t" + i, Fact.TrainingStage.ENROLLED, null));
    }

    /** @param facts by number; null: a report */
    private static List<Event> of(int events, IntFunction<Fact> facts) {
        Random random = new Random(events);
        List<Event> history = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            Fact report = new Fact.UnitReported(SUBJECT + "-00" + random.nextInt(9));
            Fact told = facts.apply(i) == null ? report : facts.apply(i);
            Fact fact = i == 1 ? new Fact.Retracted("/devices/0", "e0") : told;
            Instant recorded = START.plus(Duration.ofMinutes(i));
            Instant time = recorded.minusSeconds(random.nextInt(LATEST_SECONDS));
            Stamp stamp = new Stamp(time, Stamp.NO_SEQUENCE, recorded, "/devices/" + i % 200, "e" + i);
            history.add(new Event(
                    SUBJECT, stamp, SUBJECT, time.atZone(ZoneOffset.UTC).toLocalDate(), fact));
        }
        return history;
    }
}
