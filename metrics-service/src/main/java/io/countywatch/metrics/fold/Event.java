package io.countywatch.metrics.fold;

import java.time.LocalDate;

/**
 * An event of one subject.
 *
 * @param subject pseudonym of a household, or an item, an inspection, a unit
 * @param county the envelope's county
 * @param effective calendar day of its time in the campaign's zone
 */
public record Event(String subject, Stamp stamp, String county, LocalDate effective, Fact fact) {

    boolean isRetraction() {
        return fact instanceof Fact.Retracted;
    }

    /** What a retraction of it says. */
    Fact.Retracted takenBackBy() {
        return new Fact.Retracted(stamp.source(), stamp.id());
    }
}
