package io.countywatch.intake.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads JSON values without coercing them, and looks for personal data in every one of them on the way. */
final class JsonValues {

    private static final long SHORTEST_PERSONAL_NUMBER = 10_000_000_000L;
    private static final double MAX_EXACT = 9_007_199_254_740_992.0;

    private JsonValues() {}

    /**
     * The value at the parser, which stands on the value's last token afterwards: a String, Long, Boolean, List or
     * {@link JsonKind}. A whole number beyond 64 bits becomes the nearest Long: it is out of every range all the same.
     */
    static Object read(JsonParser parser, String pointer, Findings findings) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> {
                String text = parser.getText();
                inspect(text, pointer, findings);
                yield text;
            }
            case VALUE_NUMBER_INT -> whole(parser, pointer, findings);
            case VALUE_NUMBER_FLOAT -> fraction(parser, pointer, findings);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_ARRAY -> list(parser, pointer, findings);
            case START_OBJECT -> {
                skipObject(parser, pointer, findings);
                yield JsonKind.OBJECT;
            }
            default -> JsonKind.NULL;
        };
    }

    /** Adds a finding when the text holds personal data. */
    static void inspect(String text, String pointer, Findings findings) {
        if (findings.personalDataPossible() && PersonalData.in(text)) {
            findings.add(
                    ItemCode.PERSONAL_DATA, pointer, ErrorCode.FORBIDDEN, "holds a resident id or a mobile number");
        }
    }

    private static Long whole(JsonParser parser, String pointer, Findings findings) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            inspect(parser.getText(), pointer, findings);
            BigInteger value = parser.getBigIntegerValue();
            return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long value = parser.getLongValue();
        if (value >= SHORTEST_PERSONAL_NUMBER) {
            inspect(Long.toString(value), pointer, findings);
        }
        return value;
    }

    /** JSON Schema calls 5.0 a whole number, and so do we. */
    private static Object fraction(JsonParser parser, String pointer, Findings findings) throws IOException {
        inspect(parser.getText(), pointer, findings);
        double value = parser.getDoubleValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT;
        return whole ? (Object) (long) value : JsonKind.FRACTION;
    }

    private static List<Object> list(JsonParser parser, String pointer, Findings findings) throws IOException {
        List<Object> items = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser, pointer + "/" + items.size(), findings));
        }
        return items;
    }

    private static void skipObject(JsonParser parser, String pointer, Findings findings) throws IOException {
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String child = Pointers.child(pointer, name);
            if (!names.add(name)) {
                throw new DuplicateKey(parser, child);
            }
            inspect(name, pointer, findings);
            parser.nextToken();
            read(parser, child, findings);
        }
    }
}
