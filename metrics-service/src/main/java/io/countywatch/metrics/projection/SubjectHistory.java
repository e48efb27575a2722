package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** All stored events of a subject, for who explains what they did. */
@Singleton
public class SubjectHistory {

    private final EventStore events;

    SubjectHistory(EventStore events) {
        this.events = events;
    }

    /** In no order. @param connection reads the version of the projection that is asked */
    public List<Event> of(Connection connection, String subject) throws SQLException {
        return events.history(connection, List.of(subject)).getOrDefault(subject, List.of());
    }
}
