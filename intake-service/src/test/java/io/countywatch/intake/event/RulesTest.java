package io.countywatch.intake.event;

import static io.countywatch.intake.event.Fixtures.aStatusEvent;
import static io.countywatch.intake.event.Fixtures.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.access.Caller;
import io.countywatch.intake.access.CountyScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void the_same_event_in_another_spelling_has_the_same_content() {
        String other =
                """
                {"data": {"unknown": 1, "persons": 4.0, "status": "POOR"}, "countycode": "513429",
                 "time": "2020-05-27T08:20:00.000Z", "subject": "hh-1", "extra": "x",
                 "type": "countywatch.household.status-changed.v1", "source": "/devices/butuo-07", "id": "e-1",
                 "specversion": "1.0", "recordedtime": "1999-01-01T00:00:00Z"}""";

        assertThat(hash(other)).isEqualTo(hash(aStatusEvent()));
    }

    @Test
    void any_known_value_changes_the_content() {
        assertThat(List.of(
                        hash(aStatusEvent()),
                        hash(aStatusEvent().replace(":4", ":5")),
                        hash(aStatusEvent().replace("hh-1", "hh-2")),
                        hash(aStatusEvent().replace("16:20", "16:21")),
                        hash(aStatusEvent().replace("\"data\"", "\"sequence\":\"1\",\"data\"")),
                        hash(aStatusEvent().replace("POOR\"", "POOR\",\"village\":\"v\""))))
                .doesNotHaveDuplicates();
    }

    @Test
    void data_is_cut_out_exactly_as_sent_even_behind_characters_of_several_bytes() {
        String event = aStatusEvent()
                .replace("\"data\"", "\"note\":\"布拖\",\"data\"")
                .replace("{\"status\"", "{ \"site\" : \"村\",\"status\"");

        Event valid = ((Checked.Valid) check(event)).event();

        assertThat(new String(valid.data(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{ \"site\" : \"村\",\"status\":\"POOR\",\"persons\":4}");
    }

    @Test
    void a_county_outside_the_tokens_scope_is_refused() {
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptFor("5134*")))).isNull();
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptFor("513429")))).isNull();
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptFor("62*")))).isEqualTo(ItemCode.OUT_OF_SCOPE);
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptFor()))).isEqualTo(ItemCode.OUT_OF_SCOPE);
    }

    @Test
    void another_device_than_the_tokens_is_refused() {
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptOfDevice("butuo-07"))))
                .isNull();
        assertThat(codeOf(check(aStatusEvent(), Fixtures.receiptOfDevice("o-07"))))
                .isEqualTo(ItemCode.OUT_OF_SCOPE);
    }

    @Test
    void a_device_whose_clock_is_ahead_is_judged_by_its_own_clock() {
        String ahead = aStatusEvent().replace("2020-05-27T16:20:00+08:00", "2020-06-28T13:00:00Z");
        Receipt skewed = new Receipt(
                new Caller("w", CountyScope.of(List.of("*")), null),
                Instant.parse("2020-06-28T12:00:00Z"),
                Duration.ofHours(-1));

        assertThat(codeOf(check(ahead))).isEqualTo(ItemCode.TIME_IN_FUTURE);
        assertThat(codeOf(check(ahead, skewed))).isNull();
    }

    @Test
    void an_event_of_sixteen_levels_is_taken_and_one_of_seventeen_is_not() {
        assertThat(codeOf(check(nested(14)))).isNull();
        assertThat(codeOf(check(nested(15)))).isEqualTo(ItemCode.EVENT_TOO_LARGE);
    }

    @Test
    void personal_data_in_unreadable_json_is_not_kept_either() {
        Checked.Invalid invalid = (Checked.Invalid) check("{\"note\":\"13812345678\",");

        assertThat(invalid.code()).isEqualTo(ItemCode.PERSONAL_DATA);
        assertThat(invalid.original()).isNull();
    }

    @Test
    void no_detail_repeats_a_value() {
        Checked.Invalid invalid = (Checked.Invalid) check(aStatusEvent()
                .replace("POOR", "canary-1")
                .replace("513429", "canary-2")
                .replace("hh-1", "canary 3")
                .replace("1.0", "canary-4"));

        assertThat(invalid.errors()).hasSize(4).noneMatch(error -> error.toString()
                .contains("canary"));
    }

    private static String nested(int levels) {
        return aStatusEvent().replace("\"POOR\"", "\"POOR\",\"x\":" + "[".repeat(levels) + "]".repeat(levels));
    }

    private static ContentHash hash(String event) {
        return ((Checked.Valid) check(event)).event().hash();
    }

    private static ItemCode codeOf(Checked checked) {
        return checked instanceof Checked.Invalid invalid ? invalid.code() : null;
    }
}
