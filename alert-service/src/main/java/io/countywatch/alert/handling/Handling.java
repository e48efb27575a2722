package io.countywatch.alert.handling;

import java.util.List;
import java.util.Map;

/**
 * Everything that people have in force.
 *
 * @param silences those that have not ended, also those that have not begun
 * @param acknowledgements by alert
 */
public record Handling(List<SilenceRecord> silences, Map<String, AcknowledgementRecord> acknowledgements) {

    /** Nobody has done anything. */
    public static final Handling NONE = new Handling(List.of(), Map.of());
}
