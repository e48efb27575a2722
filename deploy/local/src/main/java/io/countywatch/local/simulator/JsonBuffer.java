package io.countywatch.local.simulator;

import java.util.Arrays;

/** A growing buffer of ASCII bytes. The simulator's texts need no escapes. */
final class JsonBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[16 * 1024];
    private int length;

    JsonBuffer put(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    JsonBuffer ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        return this;
    }

    /** A decimal number, not negative. */
    JsonBuffer number(long value) {
        if (value >= 10) {
            number(value / 10);
        }
        return put('0' + (int) (value % 10));
    }

    /** With leading zeros. */
    JsonBuffer digits(int value, int width) {
        for (int unit = (int) Math.pow(10, width - 1); unit > 0; unit /= 10) {
            put('0' + value / unit % 10);
        }
        return this;
    }

    /** The lowest {@code digits} hex digits. */
    JsonBuffer hex(long value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put(HEX[(int) (value >>> shift) & 15]);
        }
        return this;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
