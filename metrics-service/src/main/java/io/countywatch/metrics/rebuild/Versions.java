package io.countywatch.metrics.rebuild;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.MetricsConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Enters this process's version of the projection before its first record is read. */
@ApplicationScoped
class Versions {

    private static final Logger LOG = Logger.getLogger(Versions.class);

    private final AgroalDataSource dataSource;
    private final VersionStore store;
    private final MetricsConfig config;
    private final String group;

    Versions(
            AgroalDataSource dataSource,
            VersionStore store,
            MetricsConfig config,
            @ConfigProperty(name = "mp.messaging.incoming.household-events.group.id") String group) {
        this.dataSource = dataSource;
        this.store = store;
        this.config = config;
        this.group = group;
    }

    /** Before the channels start, and before the publisher asks which version is active. */
    void enter(@Observes @Priority(100) StartupEvent started) {
        try (Connection connection = dataSource.getConnection()) {
            enter(connection, config.rebuild().beside(), group);
        } catch (SQLException e) {
            throw new IllegalStateException("the projection's version cannot be entered", e);
        }
    }

    /** @param beside whether to stay beside the active version; else the first version there is becomes it */
    void enter(Connection connection, boolean beside, String ownGroup) throws SQLException {
        store.register(connection, ownGroup);
        if (!beside) {
            store.activateFirst(connection);
        }
        String own = store.own(connection);
        String active = store.active(connection);
        if (active == null) {
            throw new IllegalStateException("there is no live projection that " + own + " could be filled beside");
        }
        if (beside && !own.equals(active)) {
            store.keepHorizon(connection, active);
            store.forgetPoison(connection);
        }
        LOG.infof("projection: schema=%s active=%s group=%s", own, active, ownGroup);
    }
}
