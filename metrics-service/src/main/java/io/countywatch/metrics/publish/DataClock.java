package io.countywatch.metrics.publish;

import io.countywatch.metrics.MetricsConfig;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.publish.PublishStore.Cursor;
import io.countywatch.metrics.publish.Watermark.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The instant and the day that the figures of a tick stand for: by the wall clock, or in a replay by the data's own. */
final class DataClock {

    private final MetricsConfig.Clock kind;
    private final Campaign campaign;
    private final Clock wall;

    DataClock(MetricsConfig.Clock kind, Campaign campaign, Clock wall) {
        this.kind = kind;
        this.campaign = campaign;
        this.wall = wall;
    }

    /**
     * In a replay the watermark, which never goes back: what is appended after it was reached was received after it, even
     * to a partition that has long been silent and now lags.
     *
     * @param ends of the log by partition, read before the cursors
     * @param last instant of the last snapshot; null before the first
     */
    Instant now(Map<Integer, Cursor> cursors, Map<Integer, Long> ends, Instant last) {
        if (kind == MetricsConfig.Clock.WALL) {
            return wall.instant();
        }
        List<Progress> partitions = new ArrayList<>();
        ends.forEach((partition, end) -> {
            Cursor cursor = cursors.getOrDefault(partition, new Cursor(0, null));
            partitions.add(new Progress(partition, cursor.nextOffset(), cursor.lastRecorded(), end));
        });
        Instant watermark = Watermark.of(partitions);
        if (watermark == null) {
            watermark = campaign.start().atStartOfDay(campaign.timeZone()).toInstant();
        }
        return last != null && last.isAfter(watermark) ? last : watermark;
    }

    /** Today; in a replay the last day that is complete, since the next one's first event has been applied. */
    LocalDate effectiveThrough(Instant now) {
        LocalDate today = now.atZone(campaign.timeZone()).toLocalDate();
        return kind == MetricsConfig.Clock.WALL ? today : today.minusDays(1);
    }
}
