package io.countywatch.metrics.projection;

import static io.countywatch.metrics.projection.Messages.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.projection.Decoded.Poison;
import io.countywatch.metrics.projection.Decoded.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

    private static final EventDecoder DECODER = new EventDecoder(Campaigns.CHINA);

    @Test
    void the_day_is_that_of_the_campaigns_zone() {
        assertThat(valid(status().with("time", "2020-05-27T23:30:00Z")).event().effective())
                .isEqualTo(LocalDate.of(2020, 5, 28));
    }

    @Test
    void stamps_have_the_precision_of_the_database() {
        var stamp = valid(
                        status().with("time", "2020-05-27T10:00:00.123456789Z").with("sequence", "7"))
                .event()
                .stamp();

        assertThat(stamp.time()).isEqualTo(Instant.parse("2020-05-27T10:00:00.123456Z"));
        assertThat(stamp.sequence())
                .isLessThan(
                        valid(status().with("sequence", "8")).event().stamp().sequence());
    }

    @Test
    void what_is_missing_or_unreadable_is_poison_with_a_stable_code() {
        assertThat(poison(status().with("id", null)).reason()).isEqualTo("missing_attribute");
        assertThat(poison(status().data((byte[]) null)).reason()).isEqualTo("missing_attribute");
        assertThat(poison(status().with("time", "yesterday")).reason()).isEqualTo("invalid_attribute");
        assertThat(poison(status().with("sequence", "+5")).reason()).isEqualTo("invalid_attribute");
        assertThat(poison(status().with("sequence", "12345678901234567890")).reason())
                .isEqualTo("invalid_attribute");
        assertThat(poison(status().with("countycode", "999999")).reason()).isEqualTo("unknown_county");
        assertThat(poison(status().with("type", "countywatch.household.status-changed.v2"))
                        .reason())
                .isEqualTo("unknown_type");
        assertThat(poison(status().data("[]")).reason()).isEqualTo("invalid_field");
        assertThat(poison(status().data("{\"status\":\"POOR\",\"persons\":4.5}"))
                        .reason())
                .isEqualTo("invalid_field");
        assertThat(poison(status().data("{\"status\":\"POOR\",\"persons\":51}")).reason())
                .isEqualTo("invalid_field");
        assertThat(poison(status().data("{}{}")).reason()).isEqualTo("invalid_json");
    }

    @Test
    void an_instant_that_the_database_cannot_hold_is_poison_and_not_an_endless_retry() {
        assertThat(poison(status().with("time", "+999999999-01-01T00:00:00Z")).reason())
                .isEqualTo("invalid_attribute");
        assertThat(poison(status().with("recordedtime", "-999999999-01-01T00:00:00Z"))
                        .reason())
                .isEqualTo("invalid_attribute");
    }

    @Test
    void data_in_another_encoding_are_poison_since_they_could_not_be_read_back() {
        assertThat(poison(status().data("{\"status\":\"POOR\",\"persons\":4}".getBytes(StandardCharsets.UTF_16BE)))
                        .reason())
                .isEqualTo("invalid_json");
        assertThat(poison(status().data(new byte[] {'"', (byte) 0xC3, '"'})).reason())
                .isEqualTo("invalid_json");
    }

    @Test
    void nesting_without_end_is_poison() {
        assertThat(poison(status().data("[".repeat(100_000))).reason()).isEqualTo("invalid_json");
    }

    @Test
    void a_record_whose_key_is_not_the_subject_is_poison_since_two_writers_would_fold_one_row() {
        assertThat(poison(status().key("h2")).reason()).isEqualTo("invalid_attribute");
    }

    @Test
    void the_detail_quotes_nothing_of_the_event() {
        assertThat(poison(status().data("secretword")).detail()).doesNotContain("secretword");
        assertThat(poison(status().data("{\"status\":\"secretword\",\"persons\":4}"))
                        .detail())
                .doesNotContain("secretword");
    }

    @Test
    void every_known_field_is_content_also_one_that_moves_no_figure() {
        long plain = hash("{\"status\":\"POOR\",\"persons\":4}");

        assertThat(hash("{ \"persons\": 4, \"extra\": 1, \"status\": \"POOR\" }"))
                .isEqualTo(plain);
        assertThat(hash("{\"status\":\"POOR\",\"persons\":4,\"verified\":true}"))
                .isNotEqualTo(plain);
        assertThat(hash("{\"status\":\"POOR\",\"persons\":4,\"causes\":[\"LAND\"]}"))
                .isNotEqualTo(plain);
        assertThat(hash("{\"status\":\"POOR\",\"persons\":4,\"village\":\"513429-001\"}"))
                .isNotEqualTo(plain);
    }

    @Test
    void saying_a_default_aloud_is_the_same_content() {
        assertThat(move("{\"kind\":\"RESETTLEMENT\",\"stage\":\"PLANNED\",\"toCounty\":\"513429\"}"))
                .isEqualTo(move("{\"kind\":\"RESETTLEMENT\",\"stage\":\"PLANNED\"}"));
    }

    @Test
    void a_retraction_names_its_target() {
        Messages retraction = status().with("type", "countywatch.event.retracted.v1")
                .data("{\"source\":\"/devices/d1\",\"id\":\"e0\",\"reason\":\"twice\"}");

        assertThat(valid(retraction).event().fact()).isEqualTo(new Fact.Retracted("/devices/d1", "e0"));
    }

    private static long hash(String data) {
        return valid(status().data(data)).payloadHash();
    }

    private static long move(String data) {
        return valid(status().with("type", "countywatch.household.relocation-changed.v1")
                        .data(data))
                .payloadHash();
    }

    private static StoredEvent valid(Messages message) {
        return ((Valid) DECODER.decode(message.at(3, 7))).event();
    }

    private static Poison poison(Messages message) {
        return (Poison) DECODER.decode(message.at(3, 7));
    }
}
