package io.countywatch.alert.notification;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/**
 * The name that Alertmanager gives to a set of labels: FNV-1a with 64 bits over every name and value in the order of
 * the names, each followed by a byte 255 (prometheus/common, {@code LabelSet.Fingerprint}). Pure.
 */
final class Fingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte SEPARATOR = (byte) 255;

    private Fingerprint() {}

    /** 16 hexadecimal digits. */
    static String of(SortedMap<String, String> labels) {
        long hash = OFFSET;
        for (var label : labels.entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return String.format("%016x", hash);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            sum = add(sum, octet);
        }
        return add(sum, SEPARATOR);
    }

    private static long add(long hash, byte octet) {
        return (hash ^ (octet & 0xff)) * PRIME;
    }
}
