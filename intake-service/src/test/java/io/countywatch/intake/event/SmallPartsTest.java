package io.countywatch.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-05-27T16:20+08:00",
                "2020-05-27T16:20:00+08",
                "2020-05-27T16:20:00+08:00:00",
                "2020-05-27T16:20:00.+08:00",
                "2020-05-27T16:20:00.1234567890Z",
                "2020-05-27T24:00:00Z",
                "2020-05-27T16:20:60Z",
                "2021-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "0000-02-29T08:00:00+08:00",
                "2020-04-31T00:00:00Z",
                "+2020-05-27T16:20:00Z",
                "2020-05-27T16:20:00Z ",
                "2020-05-27T16:20:00 08:00"
            })
    void what_is_no_rfc_3339_is_not_read(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13812345678",
                "+8613812345678",
                "电话13812345678。",
                "11010519491231002X",
                "a 11010519491231002x b",
                "440524188001010014"
            })
    void personal_data_is_recognised(String text) {
        assertThat(PersonalData.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12812345678",
                "138123456789",
                "110105194912310021",
                "0190163d-8694-739b-aea5-a13812345678",
                "hh-513429-000117",
                "2020-05-27T16:20:00.123456789+08:00"
            })
    void what_only_looks_like_it_is_not(String text) {
        assertThat(PersonalData.in(text)).isFalse();
    }
}
