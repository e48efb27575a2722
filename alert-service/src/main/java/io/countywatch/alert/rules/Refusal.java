package io.countywatch.alert.rules;

/** A file contradicts itself; it knows the text beside which the reason lies. */
final class Refusal extends IllegalArgumentException {

    private final String beside;

    Refusal(String beside, String reason) {
        super(reason);
        this.beside = beside;
    }

    /** The line of a text that it is about, counted from 1; 0 if there is none. */
    int lineIn(String text) {
        String[] lines = text.split("\n", -1);
        for (int line = lines.length; line > 0; line--) {
            if (lines[line - 1].contains(beside)) {
                return line;
            }
        }
        return 0;
    }

    static void unless(boolean holds, String beside, String reason) {
        if (!holds) {
            throw new Refusal(beside, reason);
        }
    }
}
