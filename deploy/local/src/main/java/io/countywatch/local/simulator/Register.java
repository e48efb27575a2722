package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Payload.Status;
import java.util.Arrays;

/** All households in compact arrays: 400,000 of them fit into a few megabytes. Not thread-safe. */
final class Register {

    private static final Status[] STATUSES = Status.values();

    private Place[] home = new Place[1024];
    private byte[] persons = new byte[1024];
    private byte[] status = new byte[1024];
    private boolean[] resettled = new boolean[1024];
    private int size;

    /** A new household without a status: not yet found. */
    int add(Place place, int people) {
        if (size == home.length) {
            home = Arrays.copyOf(home, 2 * size);
            persons = Arrays.copyOf(persons, 2 * size);
            status = Arrays.copyOf(status, 2 * size);
            resettled = Arrays.copyOf(resettled, 2 * size);
        }
        home[size] = place;
        persons[size] = (byte) people;
        status[size] = -1;
        return size++;
    }

    int size() {
        return size;
    }

    Place home(int household) {
        return home[household];
    }

    void move(int household, Place to) {
        home[household] = to;
    }

    int persons(int household) {
        return persons[household];
    }

    void persons(int household, int people) {
        persons[household] = (byte) people;
    }

    /** {@code null} before it is found. */
    Status status(int household) {
        return status[household] < 0 ? null : STATUSES[status[household]];
    }

    void status(int household, Status now) {
        status[household] = (byte) now.ordinal();
    }

    /** Whether it is in a resettlement; such households neither move on their own nor change in number. */
    boolean resettled(int household) {
        return resettled[household];
    }

    void markResettled(int household) {
        resettled[household] = true;
    }
}
