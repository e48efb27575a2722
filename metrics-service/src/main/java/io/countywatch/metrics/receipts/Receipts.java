package io.countywatch.metrics.receipts;

import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.projection.SubjectHistory;
import io.countywatch.metrics.reading.Reading;
import io.countywatch.metrics.receipts.ReceiptAnswer.Moved;
import io.countywatch.metrics.receipts.ReceiptStore.Quarantined;
import io.countywatch.metrics.receipts.ReceiptStore.Stored;
import io.countywatch.metrics.receipts.ReceiptStore.Waiting;
import io.countywatch.metrics.security.CountyScope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts together what is known of an event, for who may see its county. */
@Singleton
class Receipts {

    private final ReceiptStore store;
    private final SubjectHistory history;
    private final Reading reading;
    private final Lag lag;
    private final Instance<CountyScope> scope;

    Receipts(ReceiptStore store, SubjectHistory history, Reading reading, Lag lag, Instance<CountyScope> scope) {
        this.store = store;
        this.history = history;
        this.reading = reading;
        this.lag = lag;
        this.scope = scope;
    }

    /**
     * @param subject null if not known
     * @param receipt of one sending; null: of the event however often it was sent
     */
    ReceiptAnswer look(String subject, String source, String id, String receipt) {
        // Before the look-up: what is applied in between is then found, rather than called unknown.
        Long behind = lag.behind(subject);
        Stored stored = store.stored(subject, source, id).stream()
                .filter(event -> scope.get().covers(event.county()))
                .findFirst()
                .orElse(null);
        // Which county a quarantined event is of may be what is wrong with it, so it is told to who sees all, or who
        // sees
        // the event that it conflicts with.
        List<Quarantined> quarantined = stored != null || scope.get().isEverything()
                ? store.quarantined(stored == null ? subject : stored.subject(), source, id)
                : List.of();
        boolean first = stored != null && (receipt == null || receipt.equals(stored.receipt()));
        if (first) {
            return told(stored, source, id);
        }
        for (Waiting one : store.waiting(subject, source, id)) {
            if (receipt == null || receipt.equals(one.receipt())) {
                return ReceiptAnswer.waiting(one.type(), one.county(), one.receipt(), one.behind());
            }
        }
        for (Quarantined one : quarantined) {
            if (receipt == null || receipt.equals(one.receipt())) {
                return ReceiptAnswer.quarantined(one.type(), one.receipt(), one.reason());
            }
        }
        if (stored != null && lag.hasPassed(receipt)) {
            return new ReceiptAnswer(
                    "duplicate",
                    stored.type(),
                    stored.county(),
                    stored.receipt(),
                    stored.recorded(),
                    null,
                    List.of(),
                    "it had been applied before",
                    null);
        }
        if (stored == null && behind != null && behind == 0) {
            throw Problem.notFound("there is no such event");
        }
        return ReceiptAnswer.pending(behind);
    }

    private ReceiptAnswer told(Stored stored, String source, String id) {
        // Of every county: what an event did depends on those before it, wherever the household lived then.
        List<Event> all = reading.ofAll("a history", connection -> history.of(connection, stored.subject()));
        Event event = all.stream()
                .filter(one ->
                        one.stamp().source().equals(source) && one.stamp().id().equals(id))
                .findFirst()
                .orElseThrow();
        Verdict verdict = Verdict.of(event, all);
        List<Moved> moved = verdict.moved().stream()
                .filter(one -> scope.get().covers(one.county()))
                .toList();
        return new ReceiptAnswer(
                verdict.status(),
                stored.type(),
                stored.county(),
                stored.receipt(),
                stored.recorded(),
                event.effective(),
                moved,
                verdict.because(),
                null);
    }
}
