package io.countywatch.metrics.publish;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells of quarantined events, at least once: what was sent but not marked is sent again. */
@Singleton
class QuarantinePublisher {

    private final AgroalDataSource dataSource;
    private final QuarantineOutbox outbox;
    private final SnapshotSender sender;

    QuarantinePublisher(AgroalDataSource dataSource, QuarantineOutbox outbox, SnapshotSender sender) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.sender = sender;
    }

    void publish() {
        List<QuarantineRecord> untold = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return outbox.unpublished(connection);
            }
        });
        if (untold.isEmpty()) {
            return;
        }
        sender.quarantine(untold);
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                outbox.published(connection, untold);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
