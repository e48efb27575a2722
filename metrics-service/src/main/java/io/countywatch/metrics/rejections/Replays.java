package io.countywatch.metrics.rejections;

import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.rejections.RejectionAnswer.ReplayAnswer;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Sends rejected items again, and keeps what came of it, also when nothing did. */
@Singleton
class Replays {

    private static final Logger LOG = Logger.getLogger(Replays.class);

    private final RejectionStore store;
    private final Forwarder forwarder;
    private final Clock clock;
    private final JsonWebToken token;

    Replays(RejectionStore store, Forwarder forwarder, Clock clock, JsonWebToken token) {
        this.store = store;
        this.forwarder = forwarder;
        this.clock = clock;
        this.token = token;
    }

    /** @throws Problem 409 if there is nothing whole to send, 503 if intake does not answer */
    ReplayAnswer replay(Rejection rejection) {
        if (rejection.original == null) {
            throw Problem.conflict("the original held personal data and was not kept: it must be captured anew");
        }
        if (rejection.truncated) {
            throw Problem.conflict("the original was too long and only its beginning was kept");
        }
        // No transaction is open here: it would hold a connection for as long as intake takes.
        Outcome outcome = forwarder.forward(rejection.original, token.getRawToken());
        Replay replay = Replay.of(rejection.id, clock.instant(), String.valueOf(token.getSubject()), outcome);
        store.keep(replay);
        LOG.infof("replayed: rejection=%s outcome=%s status=%s", rejection.id, outcome.outcome(), outcome.status());
        if (outcome.outcome().equals("unknown")) {
            throw Problem.unavailable("intake did not answer; whether it has the event is not known, ask again");
        }
        return ReplayAnswer.of(replay);
    }
}
