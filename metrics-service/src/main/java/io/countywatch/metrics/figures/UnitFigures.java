package io.countywatch.metrics.figures;

import io.countywatch.metrics.fold.Count;
import io.countywatch.metrics.http.Cells;
import io.countywatch.metrics.http.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * Figures of a unit.
 *
 * @param level county, province or national
 * @param revision of the last snapshot of a county; null for what counties are summed into
 * @param asOf instant at which the figures were read, or the instant that was asked for
 * @param measures counts by measure and stage
 */
public record UnitFigures(
        String code,
        String name,
        String nameZh,
        String level,
        Long revision,
        Instant asOf,
        Freshness freshness,
        SortedMap<String, SortedMap<String, Count>> measures)
        implements Table {

    static final List<String> COLUMNS = List.of("code", "name", "measure", "stage", "subjects", "persons");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public List<List<String>> rows(Cells cells) {
        return cells.rows(List.of(code, name), measures);
    }

    @Override
    public String next() {
        return null;
    }

    /**
     * How fresh the figures are.
     *
     * @param effectiveThrough day of the last published snapshot; null before the first
     * @param snapshot its number
     * @param lag accepted events that are not in the figures yet; null while Kafka does not tell
     */
    public record Freshness(LocalDate effectiveThrough, long snapshot, Long lag) {}
}
