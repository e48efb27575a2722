package io.countywatch.metrics.figures;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Both clocks of a question.
 *
 * @param effective count what happened up to and with this day; null: all
 * @param known count what was recorded up to and with this instant; null: all
 */
public record AsOf(LocalDate effective, Instant known) {

    boolean isNow() {
        return effective == null && known == null;
    }
}
