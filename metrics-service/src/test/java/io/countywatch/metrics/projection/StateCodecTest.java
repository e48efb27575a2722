package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.fold.SubjectState;
import io.countywatch.metrics.fold.SubjectState.Residence;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class StateCodecTest {

    /** Any text: half of a surrogate pair and a NUL, too. */
    @Property
    void a_state_is_read_as_it_was_written(@ForAll @StringLength(max = 40) String village) {
        FoldedSubject written = in(village);

        assertThat(StateCodec.read(StateCodec.write(written))).isEqualTo(written);
    }

    /** Stored states were written so, and a rebuild is compared with them byte for byte. */
    @Example
    void texts_have_the_form_of_writeUTF() throws IOException {
        for (String village : new String[] {"510104-001", "", "布拖", "\0", "a\ud800b", "é"}) {
            ByteArrayOutputStream utf = new ByteArrayOutputStream();
            new DataOutputStream(utf).writeUTF(village);
            assertThat(StateCodec.write(in(village))).containsSequence(utf.toByteArray());
        }
    }

    private static FoldedSubject in(String village) {
        SubjectState state =
                new SubjectState(new Residence("510104", village), null, null, null, Map.of(), null, Map.of());
        Instant time = Instant.parse("2020-05-01T00:00:00Z");
        return new FoldedSubject(state, time, 7, time, false);
    }
}
