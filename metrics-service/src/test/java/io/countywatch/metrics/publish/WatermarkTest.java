package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.publish.Watermark.Progress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private static final Instant MAY = Instant.parse("2020-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2020-06-01T00:00:00Z");

    @Test
    void before_anything_was_applied_there_is_none() {
        assertThat(Watermark.of(List.of())).isNull();
        assertThat(Watermark.of(List.of(new Progress(0, 0, null, 0)))).isNull();
    }

    @Test
    void when_nothing_lags_it_is_the_latest_receipt() {
        assertThat(Watermark.of(List.of(new Progress(0, 5, MAY, 5), new Progress(1, 9, JUNE, 9))))
                .isEqualTo(JUNE);
        assertThat(Watermark.of(List.of(new Progress(0, 5, MAY, 5), new Progress(1, 0, null, 0))))
                .isEqualTo(MAY);
    }

    @Test
    void what_lags_holds_it_back() {
        assertThat(Watermark.of(List.of(new Progress(0, 5, MAY, 6), new Progress(1, 9, JUNE, 9))))
                .isEqualTo(MAY);
        assertThat(Watermark.of(List.of(new Progress(0, 0, null, 6), new Progress(1, 9, JUNE, 9))))
                .isNull();
    }
}
