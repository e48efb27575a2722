package io.countywatch.metrics.projection;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link java.io.DataOutput} writes, without a stream: a state is read for every event. */
final class StateReader {

    private final byte[] bytes;
    private final ByteBuffer numbers;

    StateReader(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes);
    }

    byte readByte() {
        return numbers.get();
    }

    boolean readBoolean() {
        return numbers.get() != 0;
    }

    int readInt() {
        return numbers.getInt();
    }

    long readLong() {
        return numbers.getLong();
    }

    /** A text in modified UTF-8; what is plain ASCII, which nearly all are, in one piece. */
    String readText() {
        int length = Short.toUnsignedInt(numbers.getShort());
        if (length > numbers.remaining()) {
            throw new BufferUnderflowException();
        }
        int from = numbers.position();
        numbers.position(from + length);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return decoded(from - Short.BYTES, length + Short.BYTES);
            }
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private String decoded(int from, int length) {
        try {
            return new DataInputStream(new ByteArrayInputStream(bytes, from, length)).readUTF();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored text cannot be read", e);
        }
    }
}
