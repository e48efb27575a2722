package io.countywatch.intake.http;

import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Attributes of the CloudEvents binary mode: {@code ce-} headers with percent-encoded values. */
final class BinaryHeaders {

    private static final String PREFIX = "ce-";

    private BinaryHeaders() {}

    /** @throws ProblemException 400 when there is no attribute at all, or one twice */
    static Map<String, String> attributes(MultiMap headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                if (attribute.equals("data") || attributes.put(attribute, decode(header.getValue())) != null) {
                    throw new ProblemException(Problem.unreadable("a ce- header is given twice or is ce-data"));
                }
            }
        }
        if (attributes.isEmpty()) {
            throw new ProblemException(
                    Problem.unreadable("application/json needs the event's attributes in ce- headers"));
        }
        return attributes;
    }

    /** Percent signs that begin no escape are kept, as the binding asks for. Headers arrive as Latin-1. */
    static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
