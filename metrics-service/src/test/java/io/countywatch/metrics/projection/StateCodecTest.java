package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.SubjectState;
import io.countywatch.metrics.fold.SubjectState.Residence;
import io.countywatch.metrics.fold.SubjectState.Standing;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class StateCodecTest {

    private static final SubjectState NOBODY = SubjectState.NONE;

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

    @Example
    void a_household_that_was_lifted_again_is_read_as_it_was_written() {
        Residence home = new Residence("510104", null);
        for (LocalDate fellOn : Arrays.asList(null, LocalDate.of(2020, 4, 1))) {
            for (List<Residence> returns : List.of(List.<Residence>of(), List.of(home))) {
                FoldedSubject written =
                        of(NOBODY.standing(new Standing(Status.RELAPSED, 4, List.of(home, home), fellOn, returns)));

                assertThat(StateCodec.read(StateCodec.write(written))).isEqualTo(written);
            }
        }
    }

    /** States of before it was known stay the same bytes, and are read. */
    @Example
    void only_what_is_known_of_being_lifted_again_has_a_form_of_its_own() {
        Standing before = new Standing(Status.LIFTED, 4, List.of(new Residence("510104", null)));
        Standing after = new Standing(Status.LIFTED, 4, before.relapses(), null, before.relapses());

        assertThat(StateCodec.write(of(NOBODY.standing(before)))[0]).isEqualTo((byte) 1);
        assertThat(StateCodec.write(of(NOBODY.standing(after)))[0]).isEqualTo((byte) 2);
    }

    @Example
    void what_ends_too_early_is_refused_wherever_it_ends() {
        byte[] whole = StateCodec.write(in("510104-001"));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StateCodec.read(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static FoldedSubject of(SubjectState state) {
        Instant time = Instant.parse("2020-05-01T00:00:00Z");
        return new FoldedSubject(state, time, 7, time, false);
    }

    private static FoldedSubject in(String village) {
        SubjectState state =
                new SubjectState(new Residence("510104", village), null, null, null, Map.of(), null, Map.of());
        return of(state);
    }
}
