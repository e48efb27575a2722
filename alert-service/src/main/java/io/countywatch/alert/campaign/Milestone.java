package io.countywatch.alert.campaign;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What is to be done by the end of a day.
 *
 * @param fraction cumulative, 0 to 1
 */
public record Milestone(LocalDate date, double fraction) {

    public Milestone {
        Objects.requireNonNull(date, "a milestone needs a date");
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("milestone " + date + ": fraction must be between 0 and 1");
        }
    }
}
