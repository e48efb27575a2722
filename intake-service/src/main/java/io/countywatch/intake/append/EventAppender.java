package io.countywatch.intake.append;

import io.countywatch.intake.append.EdgeMemory.Claim;
import io.countywatch.intake.append.EventLog.Stamp;
import io.countywatch.intake.event.Checked;
import io.countywatch.intake.event.Checked.Invalid;
import io.countywatch.intake.event.Checked.Valid;
import io.countywatch.intake.event.ContentHash;
import io.countywatch.intake.event.Event;
import io.countywatch.intake.event.ItemCode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Stores the items of a request: valid ones as events, the others as rejects. No item's failure stops another, and the
 * stage completes when the last acknowledgement is in.
 */
public final class EventAppender {

    private final EventLog log;
    private final EdgeMemory memory;

    EventAppender(EventLog log, EdgeMemory memory) {
        this.log = log;
        this.memory = memory;
    }

    /** Outcomes in the order of the items; never completes exceptionally. Does not block. */
    public CompletionStage<List<Outcome>> append(List<Checked> items, Request request) {
        Pending pending = new Pending(items.size());
        Stamp stamp = Stamp.of(request.receipt(), request.trace().sending(log.eventTopic(), items.size()));
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Valid valid) {
                offer(valid, request, stamp, i, pending);
            } else {
                reject((Invalid) items.get(i), request, i, pending);
            }
        }
        return request.trace().until(pending.outcomes());
    }

    private void offer(Valid item, Request request, Stamp stamp, int index, Pending pending) {
        Event event = item.event();
        Claim claim = memory.claim(event.identity());
        if (claim instanceof Claim.Stored stored) {
            compare(stored.content(), item, request, index, pending);
        } else if (claim instanceof Claim.InFlight other) {
            other.content().thenAccept(content -> compare(content, item, request, index, pending));
        } else {
            log.append(event, stamp, (metadata, failure) -> settle(item, request, index, pending, metadata, failure));
        }
    }

    private void settle(
            Valid item, Request request, int index, Pending pending, RecordMetadata metadata, Exception failure) {
        Event event = item.event();
        if (failure == null) {
            memory.stored(event.identity(), event.hash());
            pending.settle(index, new Outcome.Accepted(metadata.partition(), metadata.offset()));
        } else {
            memory.failed(event.identity());
            if (failure instanceof RecordTooLargeException) {
                // Sent again it would fail again.
                reject(Rejections.tooLarge(item), request, index, pending);
            } else {
                pending.settle(index, retry(failure));
            }
        }
    }

    /** @param stored what is stored under the item's identity; {@code null} when the other attempt failed */
    private void compare(ContentHash stored, Valid item, Request request, int index, Pending pending) {
        if (stored == null) {
            pending.settle(index, new Outcome.Retry(ItemCode.KAFKA_TIMEOUT));
        } else if (stored.equals(item.event().hash())) {
            pending.settle(index, Outcome.Duplicate.INSTANCE);
        } else {
            reject(Rejections.conflict(item), request, index, pending);
        }
    }

    /** The reject is stored before the app is told, or the app would delete the only copy. */
    private void reject(Invalid item, Request request, int index, Pending pending) {
        RejectRecord reject =
                new RejectRecord(Rejections.newId(request.receipt().at()), item, request, index);
        log.append(reject, (metadata, failure) -> {
            Outcome outcome = failure == null
                    ? new Outcome.Rejected(item.code(), reject.rejection(), item.errors())
                    : retry(failure);
            pending.settle(index, outcome);
        });
    }

    private static Outcome retry(Exception failure) {
        boolean full = failure instanceof BufferExhaustedException;
        return new Outcome.Retry(full ? ItemCode.OVERLOADED : ItemCode.KAFKA_TIMEOUT);
    }
}
