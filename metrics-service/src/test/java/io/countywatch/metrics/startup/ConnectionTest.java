package io.countywatch.metrics.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ConnectionTest {

    @Inject
    AgroalDataSource dataSource;

    @Test
    void whatever_the_server_says_no_statement_is_compiled_and_no_transaction_idles_for_long() throws SQLException {
        assertThat(setting("jit")).isEqualTo("off client");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("60000 client");
    }

    private String setting(String name) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "SELECT setting || ' ' || source FROM pg_settings WHERE name = ?")) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
