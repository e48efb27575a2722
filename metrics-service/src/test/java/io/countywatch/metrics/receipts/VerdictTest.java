package io.countywatch.metrics.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.countywatch.metrics.LongHistory;
import io.countywatch.metrics.fold.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    /** No time to be kept: it is a hundredfold, and what it is there for took hours. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void what_one_of_a_subjects_20_000_events_did_is_told_at_once() {
        List<Event> all = LongHistory.of(20_000);
        Event last = all.get(all.size() - 1);

        Verdict verdict = assertTimeoutPreemptively(LIMIT, () -> Verdict.of(last, all));

        assertThat(verdict.moved()).isEmpty();
        assertThat(verdict.because()).isEqualTo("a report moves no figure");
    }
}
