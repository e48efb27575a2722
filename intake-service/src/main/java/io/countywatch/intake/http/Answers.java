package io.countywatch.intake.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.countywatch.intake.append.Outcome;
import io.countywatch.intake.append.Outcome.Accepted;
import io.countywatch.intake.append.Outcome.Duplicate;
import io.countywatch.intake.append.Outcome.Rejected;
import io.countywatch.intake.append.Outcome.Retry;
import io.countywatch.intake.event.ItemCode;
import io.countywatch.intake.event.ItemError;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The one place that turns outcomes into HTTP. */
final class Answers {

    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    /**
     * The answer to a request whose items have been worked on.
     *
     * @param ids the items' ids, {@code null} where there is no valid one
     * @param single whether the request was one event and not a batch of any size
     * @param failuresOnly whether to leave out items that are accepted or duplicates
     */
    static Response of(
            List<Outcome> outcomes, List<String> ids, boolean single, boolean failuresOnly, Duration retryAfter) {
        Tally tally = Tally.of(outcomes);
        Problem problem = problem(outcomes, tally, single, retryAfter);
        Response.ResponseBuilder answer = Response.status(status(tally, problem))
                .type(problem == null ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
                .entity(json(problem, tally, outcomes, ids, failuresOnly));
        if (tally.retry() > 0) {
            answer.header("Retry-After", Problem.seconds(retryAfter));
        }
        return answer.build();
    }

    static Response of(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(json(problem));
        if (problem.retryAfter() != null) {
            answer.header("Retry-After", Problem.seconds(problem.retryAfter()));
        }
        if (problem.status() == 401) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        return answer.build();
    }

    static byte[] json(Problem problem) {
        return write(json -> {
            json.writeStartObject();
            writeProblem(json, problem);
            json.writeEndObject();
        });
    }

    private static int status(Tally tally, Problem problem) {
        if (problem != null) {
            return problem.status();
        }
        return tally.stored() == tally.received() ? 202 : 207;
    }

    private static Problem problem(List<Outcome> outcomes, Tally tally, boolean single, Duration retryAfter) {
        if (tally.retry() == tally.received()) {
            return new Problem(503, "not-stored", "Nothing was stored", "send the same again later", retryAfter);
        }
        if (tally.rejected() != tally.received()) {
            return null;
        }
        boolean conflict = single && outcomes.get(0) instanceof Rejected item && item.code() == ItemCode.CONFLICT;
        return conflict
                ? Problem.of(409, "conflict", "The event exists with other content", "not to be sent again")
                : Problem.of(422, "rejected", "Every event was rejected", "not to be sent again as they are");
    }

    private static byte[] json(
            Problem problem, Tally tally, List<Outcome> outcomes, List<String> ids, boolean failuresOnly) {
        return write(json -> {
            json.writeStartObject();
            if (problem != null) {
                writeProblem(json, problem);
            }
            json.writeNumberField("received", tally.received());
            json.writeNumberField("accepted", tally.accepted());
            json.writeNumberField("duplicate", tally.duplicate());
            json.writeNumberField("rejected", tally.rejected());
            json.writeNumberField("retry", tally.retry());
            json.writeArrayFieldStart("results");
            for (int i = 0; i < outcomes.size(); i++) {
                if (!failuresOnly || isFailure(outcomes.get(i))) {
                    writeItem(json, i, ids.get(i), outcomes.get(i));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome instanceof Rejected || outcome instanceof Retry;
    }

    private static void writeProblem(JsonGenerator json, Problem problem) throws IOException {
        json.writeStringField("type", problem.type());
        json.writeStringField("title", problem.title());
        json.writeNumberField("status", problem.status());
        json.writeStringField("detail", problem.detail());
        if (problem.code() != null) {
            json.writeStringField("code", problem.code().text());
        }
    }

    private static void writeItem(JsonGenerator json, int index, String id, Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        if (id != null) {
            json.writeStringField("id", id);
        }
        if (outcome instanceof Accepted accepted) {
            json.writeStringField("status", "accepted");
            json.writeStringField("receipt", accepted.partition() + ":" + accepted.offset());
        } else if (outcome instanceof Duplicate) {
            json.writeStringField("status", "duplicate");
        } else if (outcome instanceof Rejected rejected) {
            json.writeStringField("status", "rejected");
            json.writeStringField("code", rejected.code().text());
            json.writeStringField("rejection", rejected.rejection());
            writeErrors(json, rejected.errors());
        } else if (outcome instanceof Retry retry) {
            json.writeStringField("status", "retry");
            json.writeStringField("code", retry.code().text());
        }
        json.writeEndObject();
    }

    private static void writeErrors(JsonGenerator json, List<ItemError> errors) throws IOException {
        json.writeArrayFieldStart("errors");
        for (ItemError error : errors) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("code", error.code().text());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
