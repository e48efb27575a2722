package io.countywatch.alert.receiver;

import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.notification.Notification;
import io.countywatch.shared.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jboss.logging.Logger;

/** Goes on with the trace of what a message tells: of several alerts with the one that was traced last. */
@Singleton
class NotificationTraces {

    private static final Logger LOG = Logger.getLogger(NotificationTraces.class);

    /** What is told again after that is no news: its trace has ended. */
    private static final String LAST =
            """
            SELECT traceparent FROM outbox
             WHERE alert = ANY (?) AND traceparent IS NOT NULL AND created_at > clock_timestamp() - interval '1 hour'
             ORDER BY id DESC LIMIT 1
            """;

    private final Traces traces;
    private final Database database;

    NotificationTraces(Traces traces, Database database) {
        this.traces = traces;
        this.database = database;
    }

    /** The span of a message that is about to be sent; one that is not recording if it has no trace. */
    Span begin(Notification notification) {
        String parent = traces.on() ? parent(notification) : null;
        if (parent == null) {
            return Span.getInvalid();
        }
        Span span = traces.begin("notify " + notification.receiver(), SpanKind.CLIENT, Traces.parent(parent));
        return span.setAttribute("http.request.method", "POST")
                .setAttribute("countywatch.alerts", (long) notification.items().size());
    }

    private String parent(Notification notification) {
        Object[] alerts =
                notification.items().stream().map(item -> item.alert().alert()).toArray();
        try {
            return database.inTransaction(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(LAST)) {
                    statement.setArray(1, connection.createArrayOf("text", alerts));
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() ? row.getString(1) : null;
                    }
                }
            });
        } catch (Database.Unwell e) {
            // A trace is nice to have, a message is not.
            LOG.debugf(e, "a trace ends here");
            return null;
        }
    }
}
