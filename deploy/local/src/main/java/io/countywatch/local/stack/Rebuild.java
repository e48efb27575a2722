package io.countywatch.local.stack;

import io.countywatch.local.infrastructure.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The second process of metrics-service, which {@code deploy/local/rebuild} starts while the system runs. It ends with it. */
public final class Rebuild {

    /** The last of the instances that a service may have: the others are for scaling out. */
    private static final String NAME = "metrics-service-9";

    private static final int PORTS_APART = 80;

    private Rebuild() {}

    public static Service service(Ports ports, RunFolder folder) {
        return new Service(NAME, ports.metrics() + PORTS_APART, folder);
    }

    /** What metrics-service needs to go on as the version that was active when the data were last used. */
    static Map<String, String> settingsOfActive(String jdbcUrl) {
        try (Connection connection =
                        DriverManager.getConnection(jdbcUrl, PostgresServer.USER, PostgresServer.PASSWORD);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT schema, consumer_group FROM publication.active JOIN publication.version USING"
                                + " (schema)")) {
            return row.next()
                    ? Map.of(
                            "COUNTYWATCH_PROJECTION_SCHEMA",
                            row.getString(1),
                            "MP_MESSAGING_INCOMING_HOUSEHOLD_EVENTS_GROUP_ID",
                            row.getString(2))
                    : Map.of();
        } catch (SQLException e) {
            return Map.of(); // a new database: the service makes the first version
        }
    }

    /** The process id of a run before this one is somebody else's by now. */
    static void forget(RunFolder folder) {
        try {
            Files.deleteIfExists(folder.of("run").resolve(NAME + ".pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
