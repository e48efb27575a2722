package io.countywatch.metrics.figures;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Ends a request with an RFC 9457 problem. Titles and details echo nothing that the client sent. */
final class Problem extends RuntimeException {

    private final transient Body body;

    private Problem(Body body) {
        super(body.title(), null, false, false);
        this.body = body;
    }

    static Problem badRequest(String detail) {
        return new Problem(Body.of(400, "Bad request", detail));
    }

    /** Also for what is there but not the caller's to see: both look the same. */
    static Problem notFound() {
        return new Problem(Body.of(404, "Not found", "there is no such unit"));
    }

    /** 425: the receipt is not in the figures yet. */
    static Problem tooEarly(long lag) {
        String detail = "the receipt is not in the figures yet; ask again";
        return new Problem(new Body("about:blank", "Too early", 425, detail, lag));
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
