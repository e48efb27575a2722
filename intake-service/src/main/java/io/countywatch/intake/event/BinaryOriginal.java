package io.countywatch.intake.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.countywatch.intake.event.Checked.Original;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An event of binary mode in the structured form, so that a reject of either can be read and replayed in one way. */
final class BinaryOriginal {

    private BinaryOriginal() {}

    static Original of(Map<String, String> attributes, byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(data.length + 512);
        bytes.write('{');
        attributes.forEach((name, value) -> {
            quoted(bytes, name);
            bytes.write(':');
            quoted(bytes, value);
            bytes.write(',');
        });
        bytes.writeBytes("\"data\":".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(data);
        bytes.write('}');
        return new Original(bytes.toByteArray(), 0, bytes.size());
    }

    private static void quoted(ByteArrayOutputStream bytes, String text) {
        bytes.write('"');
        bytes.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        bytes.write('"');
    }
}
