package io.countywatch.metrics.fold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Signed changes by key; what cancels out is gone. */
public final class Changes<K> {

    private final Map<K, Count> counts = new HashMap<>();

    public void add(K key, Count count) {
        counts.merge(key, count, (a, b) -> {
            Count sum = a.plus(b);
            return sum.zero() ? null : sum;
        });
    }

    public void addAll(Changes<K> others) {
        others.counts.forEach(this::add);
    }

    public void removeAll(Changes<K> others) {
        others.counts.forEach((key, count) -> add(key, count.negated()));
    }

    public void forEach(BiConsumer<K, Count> action) {
        counts.forEach(action);
    }

    public int size() {
        return counts.size();
    }

    public Map<K, Count> asMap() {
        return Map.copyOf(counts);
    }

    public List<Map.Entry<K, Count>> entries() {
        return List.copyOf(counts.entrySet());
    }
}
