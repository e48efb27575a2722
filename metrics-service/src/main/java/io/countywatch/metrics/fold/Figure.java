package io.countywatch.metrics.fold;

/**
 * What a count stands for.
 *
 * @param village null where the village is not known
 */
public record Figure(String county, String village, String measure, String stage) {

    /** Measure under which every report of a unit is kept in the ledger; not one of the figures that are shown. */
    public static final String REPORT = "report";

    /** Measure that counts how often households fell back: the gross inflow, which stages alone do not show. */
    public static final String RELAPSE = "relapse";

    /** Its stage that counts how often lifted households that fell back were lifted again within 90 days. */
    public static final String LIFTED_AGAIN = "LIFTED_AGAIN";

    /** Spread by hand: codes of counties and villages differ in few letters. */
    @Override
    public int hashCode() {
        int place = county.hashCode() * 31 + (village == null ? 0 : village.hashCode());
        return Hashes.spread(place, measure.hashCode() * 31 + stage.hashCode());
    }
}
