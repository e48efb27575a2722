package io.countywatch.intake.event;

import java.util.List;

/**
 * A valid event, ready to be appended.
 *
 * @param time as the device wrote it
 * @param sequence the device's counter, or {@code null}
 * @param data the bytes of {@code data} exactly as sent
 */
public record Event(
        Identity identity,
        EventType type,
        String subject,
        String time,
        String countycode,
        String sequence,
        List<Extension> extensions,
        byte[] data,
        ContentHash hash) {}
