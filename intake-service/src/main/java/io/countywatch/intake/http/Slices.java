package io.countywatch.intake.http;

import java.util.Arrays;

/**
 * Finds the items of a batch without parsing them, so that one bad item costs only itself and a large one is never
 * parsed at all.
 */
final class Slices {

    private final int maxItems;
    private int[] bounds = new int[64];
    private int count;

    private Slices(int maxItems) {
        this.maxItems = maxItems;
    }

    int count() {
        return count;
    }

    int from(int item) {
        return bounds[2 * item];
    }

    int to(int item) {
        return bounds[2 * item + 1];
    }

    /** The whole body as one item. */
    static Slices whole(byte[] bytes) {
        Slices slices = new Slices(1);
        slices.add(0, bytes.length);
        return slices;
    }

    /** One item a line; lines with nothing but white space are none. */
    static Slices lines(byte[] bytes, int maxItems) {
        Slices slices = new Slices(maxItems);
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                int from = skipSpace(bytes, start, i);
                if (from < i) {
                    slices.add(from, i);
                }
                start = i + 1;
            }
        }
        return slices;
    }

    /**
     * The elements of a JSON array. What is inside them is not judged, only where they end.
     *
     * @throws ProblemException 400 when it is not an array, 413 when it has too many elements
     */
    static Slices array(byte[] bytes, int maxItems) {
        Slices slices = new Slices(maxItems);
        int length = bytes.length;
        int i = skipSpace(bytes, 0, length);
        expect(i < length && bytes[i] == '[');
        i = skipSpace(bytes, i + 1, length);
        if (i < length && bytes[i] == ']') {
            expect(skipSpace(bytes, i + 1, length) == length);
            return slices;
        }
        while (true) {
            int end = elementEnd(bytes, i);
            expect(end > i);
            slices.add(i, end);
            i = skipSpace(bytes, end, length);
            expect(i < length && (bytes[i] == ',' || bytes[i] == ']'));
            if (bytes[i] == ']') {
                expect(skipSpace(bytes, i + 1, length) == length);
                return slices;
            }
            i = skipSpace(bytes, i + 1, length);
        }
    }

    /** Index after the value that begins at {@code i}; {@code i} itself when none does. */
    private static int elementEnd(byte[] bytes, int i) {
        int depth = 0;
        int at = i;
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '"') {
                at = stringEnd(bytes, at);
                if (depth == 0) {
                    return at;
                }
                continue;
            }
            if (b == '{' || b == '[') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == ']' || b == '}' || isSpace(b))) {
                return at;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            }
            at++;
        }
        expect(depth == 0);
        return at;
    }

    /** Index after the closing quote of the string that opens at {@code quote}. */
    private static int stringEnd(byte[] bytes, int quote) {
        for (int i = quote + 1; i < bytes.length; i++) {
            if (bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"') {
                return i + 1;
            }
        }
        throw notAnArray();
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw notAnArray();
        }
    }

    private static ProblemException notAnArray() {
        return new ProblemException(Problem.unreadable("not a JSON array"));
    }

    private void add(int from, int to) {
        if (count == maxItems) {
            throw new ProblemException(Problem.overLimit("requestEvents", maxItems));
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }
}
