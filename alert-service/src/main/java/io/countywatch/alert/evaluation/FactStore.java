package io.countywatch.alert.evaluation;

import io.countywatch.alert.startup.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * Keeps what rules looked at. Not what they said: that follows from the facts and the rule's text, which is kept under
 * the hash that the tick names.
 */
final class FactStore {

    private static final String UPSERT =
            """
            INSERT INTO fact (unit, measure, about, day, tick, facts, remark, plan)
            SELECT unit, measure, about, ?::date, ?::bigint, facts::jsonb, remark, plan
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS row (unit, measure, about, facts, remark, plan)
            ON CONFLICT (unit, measure, about, day) DO UPDATE
               SET tick = excluded.tick, facts = excluded.facts, remark = excluded.remark, plan = excluded.plan
            """;

    private final Connection connection;

    FactStore(Connection connection) {
        this.connection = connection;
    }

    /** Keeps what judgements of a day were made by; a later evaluation of the day replaces it. */
    void keep(LocalDate day, long tick, Collection<Judgement> judgements) throws SQLException {
        List<Fact> facts = judgements.stream().map(Judgement::fact).distinct().toList();
        if (facts.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setObject(1, day);
            statement.setLong(2, tick);
            SqlArrays.set(statement, 3, "text", facts, Fact::unit);
            SqlArrays.set(statement, 4, "text", facts, Fact::measure);
            SqlArrays.set(statement, 5, "text", facts, fact -> fact.about().name());
            SqlArrays.set(statement, 6, "text", facts, fact -> Json.write(fact.facts()));
            SqlArrays.set(statement, 7, "text", facts, Fact::remark);
            SqlArrays.set(statement, 8, "text", facts, Fact::plan);
            statement.executeUpdate();
        }
    }
}
