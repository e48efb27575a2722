package io.countywatch.metrics.http;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Ends a request with an RFC 9457 problem. Titles and details echo nothing that the client sent. */
public final class Problem extends RuntimeException {

    private final transient Body body;

    private Problem(Body body) {
        super(body.title(), null, false, false);
        this.body = body;
    }

    public static Problem badRequest(String detail) {
        return new Problem(Body.of(400, "Bad request", detail));
    }

    /** Also for what is there but not the caller's to see: both look the same. */
    public static Problem notFound() {
        return notFound("there is no such unit");
    }

    /** @param detail the same whether it is not there or not the caller's */
    public static Problem notFound(String detail) {
        return new Problem(Body.of(404, "Not found", detail));
    }

    /** 409: as things are, it can never be done. */
    public static Problem conflict(String detail) {
        return new Problem(Body.of(409, "Conflict", detail));
    }

    /** Seconds after which it is worth to ask again, where that can be said; null elsewhere. */
    Integer retryAfter() {
        return body.status() == 425 ? 1 : null;
    }

    /** 425: the receipt is not in the figures yet. */
    public static Problem tooEarly(long lag) {
        String detail = "the receipt is not in the figures yet; ask again";
        return new Problem(new Body("about:blank", "Too early", 425, detail, lag));
    }

    /** 503: it may well be done later. */
    public static Problem unavailable(String detail) {
        return new Problem(Body.of(503, "Service unavailable", detail));
    }

    Body body() {
        return body;
    }

    /**
     * The body of {@code application/problem+json}.
     *
     * @param lag records to be applied before the receipt's; only with 425
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(String type, String title, int status, String detail, Long lag) {

        static Body of(int status, String title, String detail) {
            return new Body("about:blank", title, status, detail, null);
        }
    }
}
