package io.countywatch.intake.event;

/** RFC 6901 pointers that are safe to show: names come from outside, too. */
final class Pointers {

    private static final int MAX_NAME = 64;

    private Pointers() {}

    /** Pointer to a member; to its parent when the name is long or itself personal data. */
    static String child(String parent, String name) {
        if (name.length() > MAX_NAME || PersonalData.in(name)) {
            return parent;
        }
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
