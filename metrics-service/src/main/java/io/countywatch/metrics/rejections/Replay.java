package io.countywatch.metrics.rejections;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One attempt to send a rejected item again, and what intake said. */
@Entity
@Table(name = "replay", schema = "rejections")
class Replay {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String rejection;
    Instant at;

    /** The token's subject. */
    String caller;

    String outcome;
    Integer status;
    String receipt;
    String code;

    @Column(name = "new_rejection")
    String newRejection;

    static Replay of(String rejection, Instant at, String caller, Outcome outcome) {
        Replay replay = new Replay();
        replay.rejection = rejection;
        replay.at = at;
        replay.caller = caller;
        replay.outcome = outcome.outcome();
        replay.status = outcome.status();
        replay.receipt = outcome.receipt();
        replay.code = outcome.code();
        replay.newRejection = outcome.rejection();
        return replay;
    }
}
