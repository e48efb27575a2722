package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.metrics.fold.Enrolments;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.SubjectState;
import io.countywatch.metrics.fold.SubjectState.Residence;
import io.countywatch.metrics.fold.SubjectState.Sample;
import io.countywatch.metrics.fold.SubjectState.Standing;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
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

    /** Samples where the subject is, which are most, have the bytes they had before they were told by county. */
    @Example
    void samples_that_were_stored_without_a_county_are_of_the_county_where_the_subject_is() {
        byte[] stored = HexFormat.of()
                .parseHex("010005a48adcc6a00000000000000000070005a48adcc6a000000100063531303130340000000000"
                        + "0000000000000002000b676174652d6d69737365640000000200000000000000140000000000000001"
                        + "000f676174652d77726f6e672d6578697400000001000000000000000a0000000000000000");
        FoldedSubject expected = sampled(
                Map.of("510104", Map.of("gate-missed", new Sample(2, 20, 1), "gate-wrong-exit", new Sample(1, 10, 0))));

        assertThat(StateCodec.read(stored)).isEqualTo(expected);
        assertThat(StateCodec.write(expected)).isEqualTo(stored);
    }

    @Example
    void samples_elsewhere_are_read_as_they_were_written_with_and_without_being_lifted_again() {
        Map<String, Sample> missed = Map.of("gate-missed", new Sample(2, 20, 1));
        FoldedSubject elsewhere = sampled(Map.of("513429", missed));
        FoldedSubject both = sampled(Map.of("513429", missed, "510104", missed));
        Residence home = new Residence("510104", null);
        FoldedSubject returned =
                of(both.state().standing(new Standing(Status.LIFTED, 4, List.of(), null, List.of(home))));

        for (FoldedSubject written : List.of(elsewhere, both, returned)) {
            assertThat(StateCodec.read(StateCodec.write(written))).isEqualTo(written);
        }
        assertThat(StateCodec.write(both)[0]).isEqualTo((byte) 3);
        assertThat(StateCodec.write(returned)[0]).isEqualTo((byte) 4);
    }

    @Example
    void a_form_that_is_not_known_is_refused() {
        byte[] whole = StateCodec.write(in("510104-001"));
        for (byte form : new byte[] {0, 5, -1}) {
            whole[0] = form;
            assertThatThrownBy(() -> StateCodec.read(whole)).isInstanceOf(IllegalStateException.class);
        }
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

    private static FoldedSubject sampled(Map<String, Map<String, Sample>> samples) {
        return of(new SubjectState(
                new Residence("510104", null), null, null, null, Enrolments.of(Map.of()), null, samples));
    }

    private static FoldedSubject in(String village) {
        SubjectState state = new SubjectState(
                new Residence("510104", village), null, null, null, Enrolments.of(Map.of()), null, Map.of());
        return of(state);
    }
}
