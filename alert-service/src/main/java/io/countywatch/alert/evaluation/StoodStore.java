package io.countywatch.alert.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.alert.lifecycle.Memory;
import io.countywatch.alert.lifecycle.Past;
import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads how alerts stood on a day: from the alert itself if that is its latest day, else from what it remembers of the
 * last days and from what was told. The state of an open alert is told once a day, with all that stands beside it, and
 * kept for some days; a transition is kept for ever.
 */
final class StoodStore {

    private static final String NOW = "SELECT memory, before, day, beside FROM alert WHERE id = ?";
    static final String TOLD_OF_DAY =
            """
            SELECT payload FROM outbox
             WHERE sink = ? AND alert = ? AND payload::jsonb ->> 'day' = ? ORDER BY id DESC LIMIT 1
            """;
    private static final String LAST_TRANSITION =
            "SELECT told, day FROM transition WHERE alert = ? AND day <= ? ORDER BY sequence DESC LIMIT 1";

    private static final String GONE_ON = "SELECT EXISTS (SELECT 1 FROM tick WHERE assessments > 0 AND day > ?)";

    private final Connection connection;

    StoodStore(Connection connection) {
        this.connection = connection;
    }

    /** Whether later days have been evaluated since. */
    boolean hasGoneOn(LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GONE_ON)) {
            statement.setObject(1, day);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** @return empty if it had never been raised by then */
    Optional<Stood> on(String alert, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW)) {
            statement.setString(1, alert);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                LocalDate latest = row.getObject(3, LocalDate.class);
                if (!latest.isAfter(day)) {
                    Memory now = Json.read(row.getString(1), Memory.class);
                    return Optional.of(new Stood(latest, now, null, Json.read(row.getString(4), Beside.class)));
                }
                Memory memory = Json.list(row.getString(2), Past.class).stream()
                        .filter(past -> past.day().equals(day) && past.memory().severity() != null)
                        .map(Past::memory)
                        .findFirst()
                        .orElse(null);
                return past(alert, day, memory);
            }
        }
    }

    private Optional<Stood> past(String alert, LocalDate day, Memory memory) throws SQLException {
        JsonNode told = toldOf(alert, day);
        if (told != null) {
            return Optional.of(new Stood(day, memory, told, beside(told)));
        }
        try (PreparedStatement statement = connection.prepareStatement(LAST_TRANSITION)) {
            statement.setString(1, alert);
            statement.setObject(2, day);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return memory == null ? Optional.empty() : Optional.of(new Stood(day, memory, null, null));
                }
                JsonNode last = Json.tree(row.getString(1));
                LocalDate of = row.getObject(2, LocalDate.class);
                // What stood beside it changes without a transition: of later days it is not known.
                return Optional.of(
                        new Stood(memory == null ? of : day, memory, last, of.equals(day) ? beside(last) : null));
            }
        }
    }

    private JsonNode toldOf(String alert, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOLD_OF_DAY)) {
            statement.setString(1, Outgoing.STATE);
            statement.setString(2, alert);
            statement.setString(3, day.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Json.tree(row.getString(1)) : null;
            }
        }
    }

    private static Beside beside(JsonNode told) {
        return Json.read(told.toString(), Beside.class);
    }
}
