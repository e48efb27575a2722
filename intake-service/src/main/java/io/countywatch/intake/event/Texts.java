package io.countywatch.intake.event;

/** The character classes of the contract, as loops: a regular expression costs ten times as much. */
final class Texts {

    private static final String DEVICES = "/devices/";

    private Texts() {}

    /** {@code [A-Za-z0-9._:-]*}. */
    static boolean isId(String text) {
        return all(text, 0, "._:-");
    }

    /** {@code /devices/{deviceId}}. */
    static boolean isSource(String text) {
        return text.startsWith(DEVICES) && text.length() > DEVICES.length() && all(text, DEVICES.length(), "._~:@-");
    }

    /** Whether the source is that of the device. */
    static boolean isSourceOf(String source, String device) {
        return source.length() == DEVICES.length() + device.length() && source.endsWith(device);
    }

    /** Six digits. */
    static boolean isCountyCode(String text) {
        return text.length() == 6 && isDigits(text);
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** {@code [a-z0-9]{1,20}}. */
    static boolean isExtensionName(String text) {
        if (text.isEmpty() || text.length() > 20) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Number of characters as JSON Schema and people count them: code points, not UTF-16 units. */
    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean all(String text, int from, String punctuation) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && punctuation.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
