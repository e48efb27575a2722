package io.countywatch.metrics.http;

import java.util.List;

/** A list that can also be had as {@code text/csv}: one row a figure, so that new measures change no column. */
public interface Table {

    /** The header. */
    List<String> columns();

    /** @param cells writes counts as the caller may export them */
    List<List<String>> rows(Cells cells);

    /** Cursor of the next page, in the answer's header {@code Next-Cursor}; null on the last. */
    String next();
}
