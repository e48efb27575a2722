package io.countywatch.alert.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://countywatch.example", "http://127.0.0.1:8082"})
    void one_origin_that_is_spelled_out_is_taken(String origin) {
        assertThat(OriginCheck.isOne(List.of(origin))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/https://.*/", "https://countywatch.example/", "https://*.example", "null", ""})
    void anything_wider_is_refused(String origin) {
        assertThat(OriginCheck.isOne(List.of(origin))).isFalse();
    }

    @Test
    void a_list_is_refused() {
        assertThat(OriginCheck.isOne(List.of("https://a.example", "https://b.example")))
                .isFalse();
    }
}
