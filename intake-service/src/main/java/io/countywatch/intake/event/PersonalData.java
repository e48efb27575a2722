package io.countywatch.intake.event;

/**
 * Recognises what must never travel: a Chinese resident id (GB 11643: 17 digits and a check character with ISO 7064
 * MOD 11-2) and an 11-digit mobile number, alone or inside a longer text.
 */
final class PersonalData {

    private static final int MOBILE_LENGTH = 11;
    private static final int RESIDENT_ID_LENGTH = 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private PersonalData() {}

    /**
     * Whether the text holds a resident id or a mobile number as a word of its own. Letters beside the digits do not
     * end a word, or one in some thousand random UUIDs would be taken for a telephone number.
     */
    static boolean in(CharSequence text) {
        int length = text.length();
        if (length < MOBILE_LENGTH) {
            return false;
        }
        int start = -1;
        for (int i = 0; i <= length; i++) {
            if (i < length && isLetterOrDigit(text.charAt(i))) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                if (isPersonal(text, start, i)) {
                    return true;
                }
                start = -1;
            }
        }
        return false;
    }

    /**
     * Whether such a text can be in the JSON of these bytes at all: without eleven digits in a row, and without escapes that could
     * stand for digits, it cannot. Nearly all events can be told so by a look at every eleventh byte.
     */
    static boolean mayBeIn(byte[] json, int from, int to) {
        return hasElevenDigits(json, from, to) || hasBackslash(json, from, to);
    }

    private static boolean hasElevenDigits(byte[] bytes, int from, int to) {
        int i = from + MOBILE_LENGTH - 1;
        while (i < to) {
            if (!isDigit((char) bytes[i])) {
                i += MOBILE_LENGTH;
                continue;
            }
            int start = i;
            while (start > from && isDigit((char) bytes[start - 1])) {
                start--;
            }
            int end = i + 1;
            while (end < to && isDigit((char) bytes[end])) {
                end++;
            }
            if (end - start >= MOBILE_LENGTH) {
                return true;
            }
            i = end + MOBILE_LENGTH;
        }
        return false;
    }

    private static boolean hasBackslash(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static boolean isPersonal(CharSequence text, int from, int to) {
        return switch (to - from) {
            case MOBILE_LENGTH -> isMobile(text, from);
            case RESIDENT_ID_LENGTH -> isResidentId(text, from);
            // With the country code: +86 or 0086.
            case MOBILE_LENGTH + 2 -> startsWith(text, from, "86") && isMobile(text, from + 2);
            case MOBILE_LENGTH + 4 -> startsWith(text, from, "0086") && isMobile(text, from + 4);
            default -> false;
        };
    }

    private static boolean startsWith(CharSequence text, int from, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(from + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** 1, then 3 to 9, then nine digits. */
    private static boolean isMobile(CharSequence text, int from) {
        if (text.charAt(from) != '1' || text.charAt(from + 1) < '3') {
            return false;
        }
        return allDigits(text, from, from + MOBILE_LENGTH);
    }

    private static boolean isResidentId(CharSequence text, int from) {
        if (!allDigits(text, from, from + WEIGHTS.length)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (text.charAt(from + i) - '0');
        }
        return Character.toUpperCase(text.charAt(from + WEIGHTS.length)) == CHECK_CHARACTERS.charAt(sum % 11);
    }

    private static boolean allDigits(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
