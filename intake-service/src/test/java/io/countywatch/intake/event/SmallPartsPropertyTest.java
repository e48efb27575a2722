package io.countywatch.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SmallPartsPropertyTest {

    @Property
    void every_date_time_is_read_as_the_jdk_reads_it(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_200_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes) {
        Instant instant = Instant.ofEpochSecond(second, nanos);
        OffsetDateTime local = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (local.getYear() < 1 || local.getYear() > 9999) {
            return;
        }
        String text = java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSxxx")
                .format(local);

        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
    }

    @Property
    void utf8_is_judged_as_the_jdk_judges_it(@ForAll @Size(max = 40) byte[] bytes) {
        boolean valid = true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            valid = false;
        }
        for (byte b : bytes) {
            valid &= b != 0;
        }
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(valid);
    }

    @Property
    void every_text_is_valid_utf8(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(text.indexOf('\0') < 0);
    }

    @Property(tries = 5_000)
    void personal_data_is_never_overlooked_by_the_look_at_the_bytes(
            @ForAll("nearlyPersonal") String before, @ForAll("nearlyPersonal") String after) throws IOException {
        String text = before + after;
        byte[] json = JsonMapper.builder().build().writeValueAsBytes(List.of(text, "x"));

        if (PersonalData.in(text)) {
            assertThat(PersonalData.mayBeIn(json, 0, json.length)).isTrue();
        }
    }

    @Provide
    Arbitrary<String> nearlyPersonal() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMaxLength(12),
                Arbitraries.of("13912345678", "8613912345678", "11010519491231002X", "440524188001010014"),
                Arbitraries.strings().withChars(" .-xX+\\\"").ofMaxLength(3));
    }

    @Example
    void a_number_that_is_escaped_is_found_all_the_same() {
        byte[] escaped = "{\"a\":\"\\u0031\"}".getBytes(StandardCharsets.UTF_8);
        byte[] plain = "{\"a\":\"1391234567 8\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(PersonalData.mayBeIn(escaped, 0, escaped.length)).isTrue();
        assertThat(PersonalData.mayBeIn(plain, 0, plain.length)).isFalse();
        assertThat(Fixtures.check(
                        Fixtures.aStatusEvent().replace("\"POOR\"", "\"POOR\",\"note\":\"\\u0031391234567\\u0038\"")))
                .isInstanceOfSatisfying(
                        Checked.Invalid.class, item -> assertThat(item.code()).isEqualTo(ItemCode.PERSONAL_DATA));
    }
}
