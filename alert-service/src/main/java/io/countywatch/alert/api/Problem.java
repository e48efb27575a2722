package io.countywatch.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Ends a request with an RFC 9457 problem. Titles and details echo nothing that the client sent. */
final class Problem extends RuntimeException {

    private final int status;
    private final String title;

    private Problem(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail);
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem tooLarge(String detail) {
        return new Problem(413, "Too large", detail);
    }

    static Problem busy() {
        return new Problem(429, "Busy", "another one is running; try again when it is done");
    }

    Body body() {
        return new Body("about:blank", title, status, getMessage());
    }

    /** The body of {@code application/problem+json}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(String type, String title, int status, String detail) {}
}
