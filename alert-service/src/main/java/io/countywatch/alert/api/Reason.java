package io.countywatch.alert.api;

import java.util.regex.Pattern;

/** A reason that somebody gives; it is told to others, so no personal data may be in it. */
final class Reason {

    private static final int LONGEST = 500;
    private static final Pattern MOBILE = Pattern.compile("(?<!\\d)1[3-9]\\d{9}(?!\\d)");
    private static final Pattern RESIDENT = Pattern.compile("(?<!\\d)\\d{17}[0-9Xx](?!\\d)");

    private Reason() {}

    /** @throws Problem 400 if it is missing, too long or holds a number of a person or what is no text */
    static String of(String text) {
        if (text == null || text.isBlank()) {
            throw Problem.badRequest("reason is required");
        }
        if (text.length() > LONGEST) {
            throw Problem.badRequest("reason must have at most " + LONGEST + " characters");
        }
        if (Parameters.holdsControls(text)) {
            throw Problem.badRequest("reason must hold no control characters but tabs and ends of lines");
        }
        if (MOBILE.matcher(text).find() || RESIDENT.matcher(text).find()) {
            throw Problem.badRequest("reason must hold no mobile number and no resident id");
        }
        return text.strip();
    }
}
