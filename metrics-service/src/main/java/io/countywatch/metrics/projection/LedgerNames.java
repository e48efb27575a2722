package io.countywatch.metrics.projection;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.fold.Figure;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Numbers of the names in the ledger. New ones are committed at once, in a transaction of their own: a number that was
 * remembered here and then rolled back would name something else later.
 */
@Singleton
class LedgerNames {

    private static final int NO_VILLAGE = 0;

    /**
     * Villages are free texts of at most 32 characters: the memory for them has a bound. What is over it is forgotten as a
     * whole, since it is not reached by a campaign's own villages, and a look in a cache that keeps the most used ones costs
     * more than the fold.
     */
    private static final int MOST_REMEMBERED = 200_000;

    private final AgroalDataSource dataSource;
    private final Map<String, Integer> villages = new ConcurrentHashMap<>();
    private final Map<Series, Integer> series = new ConcurrentHashMap<>();

    LedgerNames(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Numbers of the villages of some figures, in their order. */
    int[] villages(List<Figure> figures) {
        return numbers(figures, Figure::village, villages, LedgerNames::nameVillages);
    }

    /** Numbers of what some figures count, in their order. */
    int[] series(List<Figure> figures) {
        return numbers(figures, Series::of, series, LedgerNames::nameSeries);
    }

    private <K> int[] numbers(List<Figure> figures, Function<Figure, K> name, Map<K, Integer> known, Naming<K> naming) {
        int[] numbers = new int[figures.size()];
        Set<K> unknown = new HashSet<>();
        for (int i = 0; i < numbers.length; i++) {
            K key = name.apply(figures.get(i));
            Integer number = key == null ? Integer.valueOf(NO_VILLAGE) : known.get(key);
            if (number == null) {
                unknown.add(key);
            } else {
                numbers[i] = number;
            }
        }
        if (!unknown.isEmpty()) {
            Map<K, Integer> named = QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    return naming.name(connection, unknown);
                }
            });
            if (known.size() + named.size() > MOST_REMEMBERED) {
                known.clear();
            }
            known.putAll(named);
            for (int i = 0; i < numbers.length; i++) {
                Integer number = named.get(name.apply(figures.get(i)));
                if (number != null) {
                    numbers[i] = number;
                }
            }
        }
        return numbers;
    }

    private interface Naming<K> {
        Map<K, Integer> name(Connection connection, Set<K> names) throws SQLException;
    }

    private static Map<String, Integer> nameVillages(Connection connection, Set<String> names) throws SQLException {
        // In order, so that two instances which name the same villages cannot wait for one another.
        String insert =
                """
                INSERT INTO ledger_village (name) SELECT n FROM unnest(?) AS n
                WHERE NOT EXISTS (SELECT 1 FROM ledger_village v WHERE v.name = n) ORDER BY n
                ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            new SqlArrays(connection, statement).texts(names, name -> name);
            statement.executeUpdate();
        }
        Map<String, Integer> ids = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name, id FROM ledger_village WHERE name = ANY (?)")) {
            new SqlArrays(connection, statement).texts(names, name -> name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(row.getString(1), row.getInt(2));
                }
            }
        }
        return ids;
    }

    private static Map<Series, Integer> nameSeries(Connection connection, Set<Series> names) throws SQLException {
        String insert =
                """
                INSERT INTO ledger_series (measure, stage) SELECT n.measure, n.stage FROM unnest(?, ?) AS n(measure, stage)
                WHERE NOT EXISTS (SELECT 1 FROM ledger_series s WHERE s.measure = n.measure AND s.stage = n.stage)
                ORDER BY n.measure, n.stage
                ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            new SqlArrays(connection, statement).texts(names, Series::measure).texts(names, Series::stage);
            statement.executeUpdate();
        }
        Map<Series, Integer> ids = new HashMap<>();
        String select =
                """
                SELECT s.measure, s.stage, s.id FROM ledger_series s
                JOIN unnest(?, ?) AS n(measure, stage) ON n.measure = s.measure AND n.stage = s.stage
                """;
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            new SqlArrays(connection, statement).texts(names, Series::measure).texts(names, Series::stage);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(new Series(row.getString(1), row.getString(2)), row.getInt(3));
                }
            }
        }
        return ids;
    }

    /** What is counted, wherever. */
    record Series(String measure, String stage) {
        static Series of(Figure figure) {
            return new Series(figure.measure(), figure.stage());
        }
    }
}
