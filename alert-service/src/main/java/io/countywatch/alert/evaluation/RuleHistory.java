package io.countywatch.alert.evaluation;

import io.countywatch.alert.rules.RuleSet;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** The rules that past days were evaluated with: what is worked out of a past day again must be as it was known then. */
@Singleton
public class RuleHistory {

    private final RuleSet inForce;
    private final Database database;

    RuleHistory(RuleSet inForce, Database database) {
        this.inForce = inForce;
        this.database = database;
    }

    /** The rules with which a day was last evaluated; those in force of days of before rule sets were kept whole. */
    public RuleSet of(LocalDate day) {
        return database.inTransaction(connection -> of(connection, day));
    }

    RuleSet of(Connection connection, LocalDate day) throws SQLException {
        return new TickStore(connection).rulesOf(day).orElse(inForce);
    }

    RuleSet of(Connection connection, long tick) throws SQLException {
        return new TickStore(connection).rulesOf(tick).orElse(inForce);
    }
}
