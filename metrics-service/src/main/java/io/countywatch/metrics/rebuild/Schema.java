package io.countywatch.metrics.rebuild;

/** Name of a projection version's schema. */
final class Schema {

    private Schema() {}

    /** As an identifier of SQL. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
