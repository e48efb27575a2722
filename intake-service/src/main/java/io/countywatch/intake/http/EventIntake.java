package io.countywatch.intake.http;

import io.countywatch.intake.IntakeConfig;
import io.countywatch.intake.append.EventAppender;
import io.countywatch.intake.append.Outcome;
import io.countywatch.intake.append.Request;
import io.countywatch.intake.event.Checked;
import io.countywatch.intake.event.EventChecker;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What happens to a body once it is there: split, check, count, append, answer. */
@Singleton
class EventIntake {

    private final IntakeConfig.Limits limits;
    private final EventChecker checker;
    private final EventAppender appender;
    private final RateLimit rateLimit;
    private final Steering steering;

    EventIntake(
            IntakeConfig config, EventChecker checker, EventAppender appender, RateLimit rateLimit, Steering steering) {
        this.limits = config.limits();
        this.checker = checker;
        this.appender = appender;
        this.rateLimit = rateLimit;
        this.steering = steering;
    }

    /**
     * A body with what stands around it.
     *
     * @param attributes of binary mode; empty in the others
     * @param failuresOnly whether the answer leaves out what went well
     */
    record Body(Mode mode, Map<String, String> attributes, byte[] bytes, boolean failuresOnly) {}

    /** @throws ProblemException when the request as a whole is refused; then nothing of it was stored */
    CompletionStage<Response> take(Body body, Request request) {
        long start = System.nanoTime();
        if (body.bytes().length == 0) {
            throw new ProblemException(Problem.unreadable("the request has no body"));
        }
        Slices slices = slices(body);
        if (slices.count() == 0) {
            throw new ProblemException(Problem.unreadable("the request has no event"));
        }
        Duration wait = rateLimit.take(request.receipt().caller().name(), slices.count());
        if (!wait.isZero()) {
            throw new ProblemException(Problem.tooFast(wait.plus(steering.retryAfter())));
        }
        List<Checked> items = check(body, slices, request);
        return appender.append(items, request).thenApply(outcomes -> {
            steering.metrics().count(items, outcomes, System.nanoTime() - start);
            return answer(body, items, outcomes);
        });
    }

    private Slices slices(Body body) {
        return switch (body.mode()) {
            case STRUCTURED, BINARY -> Slices.whole(body.bytes());
            case BATCH -> Slices.array(body.bytes(), limits.requestEvents());
            case LINES -> Slices.lines(body.bytes(), limits.requestEvents());
        };
    }

    private List<Checked> check(Body body, Slices slices, Request request) {
        List<Checked> items = new ArrayList<>(slices.count());
        for (int i = 0; i < slices.count(); i++) {
            Checked item = body.mode() == Mode.BINARY
                    ? checker.binary(body.attributes(), body.bytes(), request.receipt())
                    : checker.structured(body.bytes(), slices.from(i), slices.to(i), request.receipt());
            if (item instanceof Checked.Invalid invalid && invalid.syntax() && syntaxSpoilsAll(body.mode())) {
                throw new ProblemException(Problem.unreadable("not JSON"));
            }
            items.add(item);
        }
        return items;
    }

    /** In these modes the envelope itself cannot be read; elsewhere only one item is lost. */
    private static boolean syntaxSpoilsAll(Mode mode) {
        return mode == Mode.STRUCTURED || mode == Mode.BATCH;
    }

    private Response answer(Body body, List<Checked> items, List<Outcome> outcomes) {
        List<String> ids = new ArrayList<>(items.size());
        for (Checked item : items) {
            ids.add(
                    item instanceof Checked.Valid valid
                            ? valid.event().identity().id()
                            : ((Checked.Invalid) item).known().id());
        }
        return Answers.of(outcomes, ids, body.mode().single(), body.failuresOnly(), steering.retryAfter());
    }
}
