package io.countywatch.metrics.sums;

/**
 * Up to where the sums go: they have every entry that these snapshots see, and no other.
 *
 * @param nationSeen of the sums of all counties together; null: they have nothing
 * @param countySeen of the sums of each county
 * @param detailedFrom what was recorded earlier (microseconds since 1970) is summed by day only
 */
public record Summed(String nationSeen, String countySeen, long detailedFrom) {

    static final Summed NOTHING = new Summed(null, null, Long.MIN_VALUE);

    boolean isNothing() {
        return nationSeen == null;
    }

    Summed detailedFrom(long micros) {
        return new Summed(nationSeen, countySeen, micros);
    }

    Summed upTo(String nation, String county) {
        return new Summed(nation, county, detailedFrom);
    }
}
