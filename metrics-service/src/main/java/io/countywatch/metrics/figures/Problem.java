package io.countywatch.metrics.figures;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors as RFC 9457 problems; they echo nothing that the client sent. */
final class Problem {

    static final String MEDIA_TYPE = "application/problem+json";

    private Problem() {}

    static WebApplicationException badRequest(String detail) {
        return new WebApplicationException(response(400, "Bad request", detail, Map.of()));
    }

    /** Also for what is there but not the caller's to see: both look the same. */
    static WebApplicationException notFound() {
        return new WebApplicationException(response(404, "Not found", "there is no such unit", Map.of()));
    }

    /** 425: the receipt is not in the figures yet. */
    static WebApplicationException tooEarly(long lag) {
        return new WebApplicationException(
                response(425, "Too early", "the receipt is not in the figures yet; ask again", Map.of("lag", lag)));
    }

    private static Response response(int status, String title, String detail, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(more);
        return Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(body)
                .build();
    }
}
