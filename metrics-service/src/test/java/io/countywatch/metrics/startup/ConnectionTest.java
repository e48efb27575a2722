package io.countywatch.metrics.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.reading.Reading;
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

    @Inject
    Reading reading;

    @Test
    void whatever_the_server_says_no_statement_is_compiled_and_no_transaction_idles_for_long() throws SQLException {
        assertThat(setting("jit")).isEqualTo("off client");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("60000 client");
    }

    @Test
    void a_reader_keeps_plans_and_sorts_nothing_as_its_own_role_and_only_until_the_end() throws SQLException {
        String sql =
                "SELECT concat_ws(' ', current_user, current_setting('plan_cache_mode'), current_setting('enable_sort'),"
                        + " current_setting('transaction_read_only'), current_setting('transaction_isolation'))";
        String within = reading.ofAll("settings", connection -> {
            try (var row = connection.createStatement().executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });

        assertThat(within).isEqualTo("countywatch_reader force_generic_plan off on repeatable read");
        assertThat(setting("plan_cache_mode")).isEqualTo("auto default");
        assertThat(setting("enable_sort")).isEqualTo("on default");
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
