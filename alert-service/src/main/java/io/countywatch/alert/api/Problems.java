package io.countywatch.alert.api;

import io.countywatch.alert.evaluation.Database;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where failures become HTTP. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String MEDIA_TYPE = "application/problem+json";

    @ServerExceptionMapper
    Response problem(Problem problem) {
        Response answer = answer(problem.body());
        return answer.getStatus() == 429
                ? Response.fromResponse(answer).header("Retry-After", "10").build()
                : answer;
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
        return answer(new Problem.Body("about:blank", "Forbidden", 403, "the token lacks the scope for this"));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return answer(
                new Problem.Body("about:blank", e.getResponse().getStatusInfo().getReasonPhrase(), status, null));
    }

    /** The framework does not say what is allowed, which HTTP requires. */
    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e, UriInfo uri) {
        return Response.fromResponse(web(e))
                .header("Allow", allowed(uri.getPath()))
                .build();
    }

    /** Everything is read, but for what people do and try. */
    private static String allowed(String path) {
        if (path.equals("/v1/silences")) {
            return "GET, HEAD, POST";
        }
        if (path.startsWith("/v1/silences/")) {
            return "DELETE";
        }
        if (path.equals("/v1/backtests")) {
            return "POST";
        }
        return path.endsWith("/ack") ? "POST, DELETE" : "GET, HEAD";
    }

    @ServerExceptionMapper
    Response unreadable(com.fasterxml.jackson.databind.DatabindException e) {
        return answer(new Problem.Body("about:blank", "Bad request", 400, "the body does not fit"));
    }

    @ServerExceptionMapper
    Response mismatched(com.fasterxml.jackson.databind.exc.MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    Response unwell(Database.Unwell e) {
        LOG.warnf("event=request_failed reason=%s", e.getMessage());
        Problem.Body body = new Problem.Body("about:blank", "Service unavailable", 503, "try again later");
        return Response.fromResponse(answer(body)).header("Retry-After", "5").build();
    }

    @ServerExceptionMapper
    Response other(RuntimeException e) {
        LOG.errorf(e, "event=request_failed");
        return answer(new Problem.Body("about:blank", "Internal error", 500, null));
    }

    private static Response unauthenticated() {
        return Response.fromResponse(
                        answer(new Problem.Body("about:blank", "Unauthorized", 401, "a valid bearer token is needed")))
                .header("WWW-Authenticate", "Bearer")
                .build();
    }

    private static Response answer(Problem.Body body) {
        return Response.status(body.status()).type(MEDIA_TYPE).entity(body).build();
    }
}
