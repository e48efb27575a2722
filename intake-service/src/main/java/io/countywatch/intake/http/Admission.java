package io.countywatch.intake.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets requests in by the bytes that they will hold, before they hold them. Without it a slow Kafka turns every waiting
 * client into memory.
 */
final class Admission {

    private final long max;
    private final AtomicLong inFlight = new AtomicLong();

    Admission(long max) {
        this.max = max;
    }

    /** A share of the bytes in flight; grows and is given back as a whole. Thread-safe for one owner at a time. */
    final class Ticket {

        private final AtomicLong held = new AtomicLong();

        /** Takes more; {@code false}, taking nothing, when there is no room. */
        boolean take(long bytes) {
            if (inFlight.addAndGet(bytes) > max) {
                inFlight.addAndGet(-bytes);
                return false;
            }
            held.addAndGet(bytes);
            return true;
        }

        /** Gives everything back; the second time it does nothing. */
        void release() {
            inFlight.addAndGet(-held.getAndSet(0));
        }
    }

    Ticket ticket() {
        return new Ticket();
    }

    long inFlight() {
        return inFlight.get();
    }
}
