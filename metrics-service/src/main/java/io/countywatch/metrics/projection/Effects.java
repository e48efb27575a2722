package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Changes;
import io.countywatch.metrics.fold.Entry;
import io.countywatch.metrics.fold.Figure;
import io.countywatch.metrics.fold.Hashes;
import java.util.Map;

/**
 * What a batch changes.
 *
 * @param states of every subject that the batch touched
 * @param ledger signed changes with both clocks
 * @param counters the same, summed over both clocks, by the partition that writes them
 * @param superseded events that moved no state: something newer was there
 */
record Effects(Map<String, FoldedSubject> states, Changes<Entry> ledger, Changes<CounterKey> counters, int superseded) {

    record CounterKey(String county, String measure, String stage, int partition) {
        static CounterKey of(Figure figure, int partition) {
            return new CounterKey(figure.county(), figure.measure(), figure.stage(), partition);
        }

        @Override
        public int hashCode() {
            return Hashes.spread(county.hashCode() * 31 + partition, measure.hashCode() * 31 + stage.hashCode());
        }
    }
}
