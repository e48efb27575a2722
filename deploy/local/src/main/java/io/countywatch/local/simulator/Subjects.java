package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for subjects: households first, then everything that has a name (units, items, inspections). */
final class Subjects {

    /** Sixteen letters: a pseudonym without digits can never look like a telephone or resident number. */
    private static final byte[] LETTERS = "bcdfghjkmnpqrstv".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final int households;
    private final long key;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    Subjects(int households, long seed) {
        this.households = households;
        this.key = seed * 0x9E3779B97F4A7C15L;
    }

    int named(String name) {
        return numbers.computeIfAbsent(name, ignored -> {
            names.add(name);
            return households + names.size() - 1;
        });
    }

    boolean household(int subject) {
        return subject < households;
    }

    void write(int subject, JsonBuffer out) {
        if (subject >= households) {
            out.ascii(names.get(subject - households));
            return;
        }
        long mixed = mix(subject ^ key);
        out.ascii("hh-");
        for (int shift = 60; shift >= 0; shift -= 4) {
            out.put(LETTERS[(int) (mixed >>> shift) & 15]);
        }
    }

    /** A bijection (the finaliser of MurmurHash3): two households never share a pseudonym. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
