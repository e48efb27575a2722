package io.countywatch.metrics.rejections;

import io.countywatch.metrics.security.CountyScope;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.hibernate.Session;

/** Rejects and their replays. Reads show only what is in the caller's counties. */
@Singleton
class RejectionStore implements PanacheRepositoryBase<Rejection, String> {

    /** Keeps some, once each by its id, however often they come. */
    @Transactional
    void keep(List<RejectRecord> rejects) {
        getEntityManager().unwrap(Session.class).doWork(connection -> insert(connection, rejects));
    }

    private static void insert(Connection connection, List<RejectRecord> rejects) throws SQLException {
        String sql =
                """
                INSERT INTO rejections.rejection (id, code, errors, source, event_id, type, subject, county, device,
                                                  caller, request, received_at, original, truncated)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (RejectRecord reject : rejects) {
                List<String> texts = java.util.Arrays.asList(
                        reject.rejection(),
                        reject.code(),
                        reject.errors().toString(),
                        reject.source(),
                        reject.id(),
                        reject.type(),
                        reject.subject(),
                        reject.countycode(),
                        reject.device(),
                        reject.caller(),
                        reject.request());
                for (int i = 0; i < texts.size(); i++) {
                    statement.setString(i + 1, printable(texts.get(i)));
                }
                statement.setTimestamp(12, Timestamp.from(reject.receivedAt()));
                statement.setBytes(13, reject.bytes());
                statement.setBoolean(14, reject.truncated());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** PostgreSQL keeps no NUL in a text. */
    private static String printable(String text) {
        return text == null
                ? null
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** The newest first, without their originals. @param most how many */
    @Transactional
    List<ListedRejection> list(RejectionFilter filter, CountyScope scope, int most) {
        readAs(scope);
        StringBuilder where = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        filter.conditions().forEach((condition, values) -> {
            where.append(" and (").append(condition).append(')');
            values.forEach(parameters::and);
        });
        within(scope, where, parameters);
        String query = "select " + ListedRejection.COLUMNS + " from Rejection where " + where
                + " order by receivedAt desc, id desc";
        var page = getEntityManager().createQuery(query, ListedRejection.class).setMaxResults(most);
        parameters.map().forEach(page::setParameter);
        return page.getResultList();
    }

    /** Null if it is not there, or not the caller's to see. */
    @Transactional
    Rejection visible(String id, CountyScope scope) {
        readAs(scope);
        StringBuilder where = new StringBuilder("id = :id");
        Parameters parameters = Parameters.with("id", id);
        within(scope, where, parameters);
        return find(where.toString(), parameters).firstResult();
    }

    /** The database's own wall, for the rest of the transaction. */
    private void readAs(CountyScope scope) {
        getEntityManager().unwrap(Session.class).doWork(connection -> {
            String sql = "SELECT set_config('countywatch.counties', ?, true), set_config('role', 'countywatch_reader',"
                    + " true)";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, String.join(",", scope.likePatterns()));
                statement.execute();
            }
        });
    }

    /** A reject without a readable county is nobody's but of those who see everything. */
    private static void within(CountyScope scope, StringBuilder where, Parameters parameters) {
        if (scope.isEverything()) {
            return;
        }
        where.append(" and (1 = 0");
        List<String> patterns = scope.likePatterns();
        for (int i = 0; i < patterns.size(); i++) {
            where.append(" or county like :scope").append(i);
            parameters.and("scope" + i, patterns.get(i));
        }
        where.append(')');
    }

    @Transactional
    void keep(Replay replay) {
        getEntityManager().persist(replay);
    }

    /** Oldest first. */
    @Transactional
    List<Replay> replays(String rejection) {
        return getEntityManager()
                .createQuery("from Replay where rejection = :rejection order by id", Replay.class)
                .setParameter("rejection", rejection)
                .getResultList();
    }
}
