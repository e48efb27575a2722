package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.lifecycle.AlertId;
import io.countywatch.alert.snapshot.SnapshotTraces;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Goes on with the traces of the snapshots that an evaluation reads: what it decides about a county belongs to the trace
 * of that county's snapshot, and what it decides about a province or the nation to that of one county in it.
 */
@Singleton
final class EvaluationTraces {

    private final Traces traces;
    private final SnapshotTraces snapshots;
    private final Campaign campaign;

    EvaluationTraces(Traces traces, SnapshotTraces snapshots, Campaign campaign) {
        this.traces = traces;
        this.snapshots = snapshots;
        this.campaign = campaign;
    }

    /** @param revisions by county, as they are evaluated */
    Traced begin(LocalDate day, Map<String, Long> revisions) {
        Map<String, Span> spans = new TreeMap<>();
        snapshots.evaluated(revisions).forEach((county, parent) -> {
            Span span = traces.begin("evaluate", SpanKind.INTERNAL, Traces.parent(parent));
            span.setAttribute("countywatch.county", county).setAttribute("countywatch.day", day.toString());
            spans.put(county, span);
        });
        return new Traced(spans);
    }

    /** One evaluation that is under way; nearly always without any trace. */
    final class Traced {

        private static final String NAME =
                """
                UPDATE outbox o SET traceparent = t.traceparent
                  FROM unnest(?::text[], ?::text[], ?::text[]) AS t (sink, notification, traceparent)
                 WHERE o.sink = t.sink AND o.notification = t.notification
                """;

        private final Map<String, Span> spans;

        private Traced(Map<String, Span> spans) {
            this.spans = spans;
        }

        /** What was decided, with its trace, in the transaction that decided it. */
        void name(Connection connection, List<Outgoing> decided) throws SQLException {
            if (spans.isEmpty()) {
                return;
            }
            List<Named> named = new ArrayList<>();
            for (Outgoing row : decided) {
                Span span = of(AlertId.parse(row.alert()).unit());
                if (span != null) {
                    named.add(new Named(row, Traces.parent(span)));
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(NAME)) {
                SqlArrays.set(statement, 1, "text", named, one -> one.row().sink());
                SqlArrays.set(statement, 2, "text", named, one -> one.row().notification());
                SqlArrays.set(statement, 3, "text", named, Named::traceparent);
                statement.executeUpdate();
            }
        }

        /** The span of a unit's county, or of the first county below the unit; null if there is none. */
        private Span of(String code) {
            Unit unit = campaign.units().find(code).orElseGet(() -> Unit.former(code));
            Set<String> counties = unit.level() == Level.VILLAGE
                    ? Set.of(unit.parent())
                    : campaign.units().countiesIn(code);
            return spans.entrySet().stream()
                    .filter(span -> counties.contains(span.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        void end() {
            spans.values().forEach(Span::end);
        }
    }

    private record Named(Outgoing row, String traceparent) {}
}
