package io.countywatch.intake.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Decompression that stops at a limit, however small the bomb was. */
final class Gunzip {

    private static final int STEP = 65_536;

    private Gunzip() {}

    /** Asks for room for so many more bytes, and throws when there is none. */
    interface Room {
        void ask(int bytes);
    }

    /** @throws ProblemException 400 when it is not gzip, 413 when it holds more than {@code limit} bytes */
    static byte[] inflate(byte[] compressed, int limit, Room room) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), STEP)) {
            byte[] bytes = new byte[0];
            int size = 0;
            while (true) {
                if (size == bytes.length) {
                    int grown = Math.min(limit + 1, Math.max(STEP, 2 * bytes.length));
                    room.ask(grown - bytes.length);
                    bytes = Arrays.copyOf(bytes, grown);
                }
                int read = in.read(bytes, size, bytes.length - size);
                if (read < 0) {
                    return Arrays.copyOf(bytes, size);
                }
                size += read;
                if (size > limit) {
                    throw new ProblemException(Problem.overLimit("decompressedBytes", limit));
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.unreadable("not gzip"));
        }
    }
}
