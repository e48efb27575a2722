package io.countywatch.alert.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads query parameters; what does not fit is a 400 that names the parameter and what it may be. */
final class Parameters {

    private Parameters() {}

    static LocalDate day(String text, LocalDate otherwise, String name) {
        if (text == null) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(name + " must be a day like 2020-05-27");
        }
    }

    static int between(int value, int least, int most, String name) {
        if (value < least || value > most) {
            throw Problem.badRequest(name + " must be between " + least + " and " + most);
        }
        return value;
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String text, String name) {
        try {
            return Enum.valueOf(type, text.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(name + " must be one of "
                    + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        }
    }
}
