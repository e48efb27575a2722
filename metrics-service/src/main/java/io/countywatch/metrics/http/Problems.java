package io.countywatch.metrics.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where failures become HTTP. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final Pattern ORDER = Pattern.compile("/v1/(rejections/[^/]+/replay|quarantine/[^/]+/repair)");
    private static final String MEDIA_TYPE = "application/problem+json";

    @ServerExceptionMapper
    Response problem(Problem problem) {
        Response answer = answer(problem.body());
        return problem.retryAfter() == null
                ? answer
                : Response.fromResponse(answer)
                        .header("Retry-After", problem.retryAfter())
                        .build();
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response failed(AuthenticationFailedException e) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return answer(Problem.Body.of(403, "Forbidden", "the token lacks the scope for this"));
    }

    /** What the framework refuses: a path, a method, a parameter. Its own words may quote the request. */
    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        return answer(status(e));
    }

    /** The framework does not say what is allowed, which HTTP requires: everything here is read, but for two orders. */
    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e, UriInfo uri) {
        return Response.fromResponse(answer(status(e)))
                .header("Allow", ORDER.matcher(uri.getPath()).matches() ? "POST" : "GET, HEAD")
                .build();
    }

    private static Problem.Body status(WebApplicationException e) {
        Response.StatusType status = e.getResponse().getStatusInfo();
        return Problem.Body.of(status.getStatusCode(), status.getReasonPhrase(), null);
    }

    @ServerExceptionMapper
    Response unwell(UnreadableException e) {
        LOG.warnf(e, "figures cannot be read");
        return later();
    }

    @ServerExceptionMapper
    Response unwell(PersistenceException e) {
        LOG.warnf(e, "the database does not answer");
        return later();
    }

    private static Response later() {
        return Response.fromResponse(answer(Problem.Body.of(503, "Service unavailable", "try again later")))
                .header("Retry-After", "5")
                .build();
    }

    @ServerExceptionMapper
    Response other(RuntimeException e) {
        LOG.error("a request failed", e);
        return answer(Problem.Body.of(500, "Internal error", null));
    }

    private static Response unauthenticated() {
        return Response.fromResponse(answer(Problem.Body.of(401, "Unauthorized", "a valid bearer token is needed")))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    private static Response answer(Problem.Body body) {
        return Response.status(body.status()).type(MEDIA_TYPE).entity(body).build();
    }
}
