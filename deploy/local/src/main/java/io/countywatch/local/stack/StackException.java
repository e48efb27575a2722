package io.countywatch.local.stack;

/** Why the system cannot run here; the message is one sentence for the person at the terminal. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }
}
