package io.countywatch.alert.delivery;

import io.agroal.api.AgroalDataSource;
import io.countywatch.alert.startup.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** {@code alert_outbox_oldest_seconds}: for how long the oldest row that nobody has been told of has waited. */
@Singleton
class OutboxAge {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String OLDEST =
            """
            SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox WHERE done_at IS NULL
            """;

    private final AgroalDataSource database;
    private final AtomicLong seconds;
    private Loop loop;

    OutboxAge(AgroalDataSource database, MeterRegistry registry) {
        this.database = database;
        this.seconds = registry.gauge("alert_outbox_oldest_seconds", new AtomicLong());
    }

    void start(@Observes @Priority(6000) StartupEvent started) {
        loop = Loop.start("outbox-age", EVERY, this::look);
    }

    private void look() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet oldest = statement.executeQuery(OLDEST)) {
            oldest.next();
            seconds.set(Math.max(0, oldest.getLong(1)));
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell the outbox's age", e);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
    }
}
