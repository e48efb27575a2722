package io.countywatch.local.simulator;

/**
 * An event's identity: device and a UUIDv7 of the moment of capture in two halves.
 *
 * @param sequence the device's counter, −1 if the device keeps none
 */
record EventId(Device device, long sequence, long high, long low) {

    /** A UUIDv7 of the instant (epoch milliseconds). */
    static EventId of(Device device, long sequence, long millis, long random1, long random2) {
        long high = millis << 16 | 0x7000 | random1 & 0x0FFF;
        // A letter in the midst of the last group: twelve hex digits must never look like a mobile number.
        long low = random2 & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L | 0xA0_0000L;
        return new EventId(device, sequence, high, low);
    }

    /** The text on the wire. */
    String text() {
        return new java.util.UUID(high, low).toString();
    }
}
