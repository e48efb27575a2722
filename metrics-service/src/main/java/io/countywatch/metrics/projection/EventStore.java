package io.countywatch.metrics.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Stamp;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events: audit, dedup authority and source of re-folds. Reads are lateral with an OFFSET, as in {@link StateStore}:
 * by the index, whatever the statistics say.
 */
@Singleton
class EventStore {

    private static final JsonMapper JSON = new JsonMapper();

    private final Campaign campaign;

    EventStore(Campaign campaign) {
        this.campaign = campaign;
    }

    /** Inserts those whose identity is not there yet. @return how many were new */
    int insert(Connection connection, Collection<StoredEvent> events) throws SQLException {
        String sql =
                """
                INSERT INTO household_event
                  (subject_key, event_key, time, sequence, recorded, payload_hash, src_partition, src_offset,
                   type, subject, source, id, county, data)
                SELECT (?)[i], (?)[i], 'epoch'::timestamptz + (?)[i] * interval '1 microsecond', (?)[i],
                       'epoch'::timestamptz + (?)[i] * interval '1 microsecond', (?)[i], (?)[i], (?)[i],
                       (?)[(?)[i]], subject, source, id, county, data
                FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY AS e(subject, source, id, county, data, i)
                ON CONFLICT DO NOTHING
                """;
        // In the order of the key: each page of the index is met once.
        List<StoredEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(StoredEvent::key));
        // There are seven types: their names go over the wire once a batch.
        List<String> types = sorted.stream().map(StoredEvent::type).distinct().toList();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .longs(sorted, event -> event.key().subject())
                    .longs(sorted, event -> event.key().event())
                    .instants(sorted, event -> event.event().stamp().time())
                    .longs(sorted, event -> event.event().stamp().sequence())
                    .instants(sorted, event -> event.event().stamp().recorded())
                    .longs(sorted, StoredEvent::payloadHash)
                    .ints(sorted, event -> event.position().partition())
                    .longs(sorted, event -> event.position().offset())
                    .texts(types, type -> type)
                    .ints(sorted, event -> types.indexOf(event.type()) + 1)
                    .texts(sorted, event -> event.event().subject())
                    .texts(sorted, event -> event.event().stamp().source())
                    .texts(sorted, event -> event.event().stamp().id())
                    .texts(sorted, event -> event.event().county())
                    .texts(sorted, StoredEvent::data);
            return statement.executeUpdate();
        }
    }

    /**
     * Of some keys, those that had been in the store before this transaction, and what stands there. Told by the row's
     * own transaction and not by its position, so that a cursor that was moved back doubles nothing.
     */
    Map<EventKey, Standing> standing(Connection connection, Collection<StoredEvent> events) throws SQLException {
        String sql =
                """
                SELECT e.subject_key, e.event_key, e.subject, e.source, e.id, e.payload_hash
                FROM unnest(?, ?) AS n(subject_key, event_key)
                CROSS JOIN LATERAL (
                  SELECT * FROM household_event h
                  WHERE h.subject_key = n.subject_key AND h.event_key = n.event_key
                    AND h.xmin <> pg_current_xact_id()::xid OFFSET 0) AS e
                """;
        Map<EventKey, Standing> standing = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .longs(events, event -> event.key().subject())
                    .longs(events, event -> event.key().event());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    standing.put(
                            new EventKey(row.getLong(1), row.getLong(2)),
                            new Standing(row.getString(3), row.getString(4), row.getString(5), row.getLong(6)));
                }
            }
        }
        return standing;
    }

    /** What stands under a key. */
    record Standing(String subject, String source, String id, long payloadHash) {

        static Standing of(StoredEvent event) {
            Stamp stamp = event.event().stamp();
            return new Standing(event.event().subject(), stamp.source(), stamp.id(), event.payloadHash());
        }
    }

    /** All stored events of some subjects. */
    Map<String, List<Event>> history(Connection connection, Collection<String> subjects) throws SQLException {
        String sql =
                """
                SELECT e.subject, e.source, e.id, e.type, e.county, e.data, e.sequence,
                       (extract(epoch FROM e.time) * 1000000)::bigint, (extract(epoch FROM e.recorded) * 1000000)::bigint
                FROM unnest(?, ?) AS n(key, subject)
                CROSS JOIN LATERAL (
                  SELECT * FROM household_event h
                  WHERE h.subject_key = n.key AND h.subject = n.subject OFFSET 0) AS e
                """;
        Map<String, List<Event>> events = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new SqlArrays(connection, statement)
                    .longs(subjects, subject -> SubjectKey.of(subject).high())
                    .texts(subjects, subject -> subject);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Event event = event(row);
                    events.computeIfAbsent(event.subject(), any -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return events;
    }

    private Event event(ResultSet row) throws SQLException {
        String subject = row.getString(1);
        Stamp stamp = new Stamp(
                SqlArrays.instant(row.getLong(8)),
                row.getLong(7),
                SqlArrays.instant(row.getLong(9)),
                row.getString(2),
                row.getString(3));
        try {
            return new Event(
                    subject,
                    stamp,
                    row.getString(5),
                    stamp.time().atZone(campaign.timeZone()).toLocalDate(),
                    FactDecoder.decode(row.getString(4), JSON.readTree(row.getString(6)), subject));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a stored event is not JSON", e);
        }
    }
}
