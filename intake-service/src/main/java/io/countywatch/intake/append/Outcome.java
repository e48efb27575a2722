package io.countywatch.intake.append;

import io.countywatch.intake.event.ItemCode;
import io.countywatch.intake.event.ItemError;
import java.util.List;

/** What became of one item. */
public sealed interface Outcome {

    /** Kafka has it on all in-sync replicas. */
    record Accepted(int partition, long offset) implements Outcome {}

    /** Was stored before with the same content. */
    record Duplicate() implements Outcome {

        static final Duplicate INSTANCE = new Duplicate();
    }

    /**
     * Refused for good, and kept on the topic of rejects.
     *
     * @param rejection id under which it can be found there
     */
    record Rejected(ItemCode code, String rejection, List<ItemError> errors) implements Outcome {}

    /** Not stored, as far as we know: to be sent again under the same identity. */
    record Retry(ItemCode code) implements Outcome {}
}
