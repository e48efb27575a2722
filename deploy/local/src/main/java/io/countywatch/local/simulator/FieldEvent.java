package io.countywatch.local.simulator;

/**
 * An event as captured on a device.
 *
 * @param subject number of the subject, see {@link Subjects}
 * @param place whose county is {@code countycode}
 * @param time when it happened by the device's clock, epoch milliseconds
 */
record FieldEvent(EventId id, int subject, Place place, long time, Payload payload) {}
