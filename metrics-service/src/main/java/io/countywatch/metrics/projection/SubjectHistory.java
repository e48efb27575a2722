package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.fold.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** All stored events of a subject, for who explains what they did. */
@Singleton
public class SubjectHistory {

    private final AgroalDataSource dataSource;
    private final EventStore events;

    SubjectHistory(AgroalDataSource dataSource, EventStore events) {
        this.dataSource = dataSource;
        this.events = events;
    }

    /** In no order. */
    public List<Event> of(String subject) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return events.history(connection, List.of(subject)).getOrDefault(subject, List.of());
        }
    }
}
