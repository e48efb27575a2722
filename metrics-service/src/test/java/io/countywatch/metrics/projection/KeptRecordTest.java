package io.countywatch.metrics.projection;

import static io.countywatch.metrics.projection.Messages.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.projection.Decoded.Valid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptRecordTest {

    private static final EventDecoder DECODER = new EventDecoder(Campaigns.CHINA);

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "9223372036854775807", "9223372036854775808", "9999999999999999999"})
    void a_record_that_was_kept_is_read_as_it_was(String sequence) {
        StoredEvent event = read(status().with("sequence", sequence));

        assertThat(again(event)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-05-27T16:20:00+08:00", "2020-05-27T08:20:00.123456Z", "0001-01-01T12:00:00+08:00"})
    void also_its_time_to_the_microsecond_and_without_a_sequence(String time) {
        StoredEvent event = read(status().with("time", time));

        assertThat(again(event)).isEqualTo(event);
    }

    private static StoredEvent read(Messages message) {
        return ((Valid) DECODER.decode(message.at(3, 17))).event();
    }

    private static StoredEvent again(StoredEvent event) {
        KeptRecord kept = new KeptRecord(
                event.position(),
                KeptRecord.attributes(Envelope.of(event)),
                event.data().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return ((Valid) DECODER.decode(kept.message())).event();
    }
}
