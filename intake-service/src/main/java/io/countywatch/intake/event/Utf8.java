package io.countywatch.intake.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8. Jackson guesses UTF-16 from zero bytes and lets surrogates and overlong forms through in places; what
 * is stored must be readable for every consumer, so the bytes are checked before they are parsed.
 */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_ONES = 0x0101010101010101L;

    private Utf8() {}

    /** Whether {@code bytes[from, to)} is well-formed UTF-8 without a NUL. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (to - i >= Long.BYTES && eightPlain((long) LONG.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /** Eight ASCII characters, none of them NUL: no high bit set, and subtracting one from each borrows nowhere. */
    private static boolean eightPlain(long word) {
        return (word & HIGH_BITS) == 0 && ((word - LOW_ONES) & ~word & HIGH_BITS) == 0;
    }

    /** Table 3-7 of the Unicode standard; 0 when ill-formed. */
    private static int sequenceLength(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xFF;
        if (lead < 0x80) {
            return lead == 0 ? 0 : 1;
        }
        if (lead >= 0xC2 && lead <= 0xDF) {
            return tail(bytes, i + 1, to, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int low = lead == 0xE0 ? 0xA0 : 0x80;
            int high = lead == 0xED ? 0x9F : 0xBF;
            return tail(bytes, i + 1, to, low, high) && tail(bytes, i + 2, to, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int low = lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xF4 ? 0x8F : 0xBF;
            boolean rest = tail(bytes, i + 2, to, 0x80, 0xBF) && tail(bytes, i + 3, to, 0x80, 0xBF);
            return tail(bytes, i + 1, to, low, high) && rest ? 4 : 0;
        }
        return 0;
    }

    private static boolean tail(byte[] bytes, int i, int to, int low, int high) {
        return i < to && (bytes[i] & 0xFF) >= low && (bytes[i] & 0xFF) <= high;
    }
}
