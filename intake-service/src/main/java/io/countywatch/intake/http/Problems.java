package io.countywatch.intake.http;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a problem. Messages of exceptions are never shown or logged: they may hold what was sent. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final Steering steering;

    Problems(Steering steering) {
        this.steering = steering;
    }

    static Response answer(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return Answers.of(problem.problem());
        }
        StackTraceElement[] stack = cause.getStackTrace();
        LOG.errorf("fault=%s at=%s", cause.getClass().getName(), stack.length == 0 ? "unknown" : stack[0]);
        return Answers.of(Problem.of(500, "fault", "Something is wrong here", "send the same again later"));
    }

    @ServerExceptionMapper
    Response problem(ProblemException failure) {
        return Answers.of(failure.problem());
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException failure) {
        return Answers.of(Problem.of(401, "unauthorized", "A token is needed", "send a bearer token"));
    }

    @ServerExceptionMapper
    Response unauthorized(AuthenticationFailedException failure) {
        return Answers.of(Problem.of(401, "unauthorized", "The token is not valid", "get a new one"));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return Answers.of(Problem.of(403, "forbidden", "The token may not do this", "it lacks the scope"));
    }

    /** The issuer's keys were never there: nobody can be told from a stranger, and nobody is at fault. */
    @ServerExceptionMapper
    Response issuerAway(OIDCException failure) {
        LOG.warnf("issuer=away cause=%s", failure.getClass().getName());
        return Answers.of(Problem.issuerAway(steering.retryAfter()));
    }

    /** The framework does not say what is allowed, which HTTP requires: events are sent, everything else is read. */
    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, UriInfo uri) {
        return Response.fromResponse(other(failure))
                .header("Allow", uri.getPath().equals("/v1/events") ? "POST" : "GET, HEAD")
                .build();
    }

    @ServerExceptionMapper
    Response other(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "The request failed" : known.getReasonPhrase();
        return Answers.of(Problem.of(status, "http-" + status, title, "see /q/openapi"));
    }

    @ServerExceptionMapper
    Response fault(RuntimeException failure) {
        return answer(failure);
    }
}
