package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the events of one parcel, for good. Filled by {@link Delivery}. */
final class Delivered {

    final List<FieldEvent> accepted = new ArrayList<>();
    final List<FieldEvent> duplicate = new ArrayList<>();
    final List<FieldEvent> rejected = new ArrayList<>();
    /** Codes of the rejected, with their numbers. */
    final Map<String, Integer> codes = new TreeMap<>();

    long bytes;
    int requests;

    void reject(FieldEvent event, String code) {
        rejected.add(event);
        codes.merge(code, 1, Integer::sum);
    }
}
