package io.countywatch.metrics.publish;

import java.nio.ByteBuffer;

/**
 * Numbers of an array as PostgreSQL's {@code array_send} writes it: a header, and each number behind its length. Read where
 * they lie: as arrays of objects, which is what the driver gives, they were a fifth of all that the publisher allocated.
 */
final class NumberArray {

    /** Dimensions, whether there are nulls, the type; then length and lower bound of the one dimension. */
    private static final int HEADER = 5 * Integer.BYTES;

    private static final int LENGTH_AT = 3 * Integer.BYTES;

    private final ByteBuffer bytes;

    /** @param bytes of one dimension, or empty; without nulls */
    NumberArray(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int size() {
        return bytes.getInt(0) == 0 ? 0 : bytes.getInt(LENGTH_AT);
    }

    /** Of an {@code integer[]}. */
    int intAt(int index) {
        return bytes.getInt(HEADER + index * 2 * Integer.BYTES + Integer.BYTES);
    }

    /** Of a {@code bigint[]}. */
    long longAt(int index) {
        return bytes.getLong(HEADER + index * (Integer.BYTES + Long.BYTES) + Integer.BYTES);
    }
}
