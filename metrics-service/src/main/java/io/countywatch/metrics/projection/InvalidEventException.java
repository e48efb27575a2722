package io.countywatch.metrics.projection;

/** An event that breaks the contract: it can never be applied. The message holds no value of the event. */
final class InvalidEventException extends RuntimeException {

    private final String reason;

    InvalidEventException(String reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** One of the contract's item codes. */
    String reason() {
        return reason;
    }
}
