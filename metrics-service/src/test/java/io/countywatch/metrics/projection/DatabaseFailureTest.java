package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"21000", "22021", "22P05", "23502", "23505", "54000"})
    void a_wrong_value_is_wrong_for_good(String state) {
        assertThat(DatabaseFailure.isForGood(failure(state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08001", "25006", "25P03", "40001", "40P01", "42P01", "42501", "53100", "53300", "55P03",
                "57014", "57P01", "57P03", "58030", "XX000", "0A000"
            })
    void an_unwell_database_is_waited_for(String state) {
        assertThat(DatabaseFailure.isForGood(failure(state))).isFalse();
    }

    @Test
    void what_has_no_state_is_waited_for() {
        assertThat(DatabaseFailure.isForGood(failure(null))).isFalse();
        assertThat(DatabaseFailure.isForGood(new QuarkusTransactionException("commit")))
                .isFalse();
        assertThat(DatabaseFailure.isForGood(new TimeoutException("kafka"))).isFalse();
    }

    @Test
    void our_own_code_would_fail_again_on_the_same_value() {
        assertThat(DatabaseFailure.isForGood(new QuarkusTransactionException(new ArithmeticException())))
                .isTrue();
        assertThat(DatabaseFailure.isForGood(new DateTimeException("x"))).isTrue();
        assertThat(DatabaseFailure.isForGood(new InvalidEventException("a", "b")))
                .isTrue();
    }

    @Test
    void the_log_gets_the_kind_and_not_the_message() {
        assertThat(DatabaseFailure.describe(failure("23505"))).isEqualTo("SQLException 23505");
    }

    private static RuntimeException failure(String state) {
        return new QuarkusTransactionException(new SQLException("Key (subject)=(h1) exists", state));
    }
}
