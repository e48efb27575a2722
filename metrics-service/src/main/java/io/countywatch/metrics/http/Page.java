package io.countywatch.metrics.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** What every list shares: how many at once, and the cursor, which only we can read. */
public final class Page {

    public static final int MOST_AT_ONCE = 5000;

    private Page() {}

    /**
     * As a text, since the framework answers 404 to a number that it cannot read.
     *
     * @throws Problem 400 unless it is a number from 1 to {@link #MOST_AT_ONCE}
     */
    public static int limit(String text) {
        if (!text.matches("[0-9]{1,4}") || text.matches("0+") || Integer.parseInt(text) > MOST_AT_ONCE) {
            throw Problem.badRequest("limit is a number from 1 to " + MOST_AT_ONCE);
        }
        return Integer.parseInt(text);
    }

    /** The first of some items. @param more at most one more than {@code limit} */
    public static <T> List<T> shown(List<T> more, int limit) {
        return more.size() > limit ? more.subList(0, limit) : more;
    }

    /** Key of the last item shown, if there are more. */
    public static <T> String next(List<T> more, int limit, Function<T, String> key) {
        return more.size() > limit ? key.apply(more.get(limit - 1)) : null;
    }

    /** A cursor of several values. */
    public static String cursor(String... values) {
        String joined = String.join("\n", values);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Problem 400 if it is no cursor of {@code values} values */
    public static List<String> read(String cursor, int values) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> parts = List.of(joined.split("\n", -1));
            if (parts.size() == values && joined.indexOf('\0') < 0) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // Not ours: said below.
        }
        throw badCursor();
    }

    public static Problem badCursor() {
        return Problem.badRequest("cursor is the next of the page before");
    }
}
