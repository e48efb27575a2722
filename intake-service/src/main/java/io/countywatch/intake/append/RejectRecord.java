package io.countywatch.intake.append;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.countywatch.intake.event.Checked.Invalid;
import io.countywatch.intake.event.Checked.Original;
import io.countywatch.intake.event.ItemError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Value of {@code household-rejects.v1} ({@code household-reject.v1.json}).
 *
 * @param rejection id of the reject, as told to the app
 * @param index position in the request, from 0
 */
record RejectRecord(String rejection, Invalid item, Request request, int index) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ORIGINAL = 65_536;

    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("rejection", rejection);
            json.writeStringField("code", item.code().text());
            writeErrors(json);
            writeOrNull(json, "source", item.known().source());
            writeOrNull(json, "id", item.known().id());
            writeOrNull(json, "type", item.known().type());
            writeOrNull(json, "subject", item.known().subject());
            writeOrNull(json, "countycode", item.known().countycode());
            writeOrNull(json, "device", request.receipt().caller().device());
            writeOrNull(json, "caller", request.receipt().caller().name());
            json.writeStringField("request", request.id());
            json.writeNumberField("index", index);
            json.writeStringField("receivedAt", request.receipt().at().toString());
            writeOriginal(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private void writeErrors(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        for (ItemError error : item.errors()) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("code", error.code().text());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeOriginal(JsonGenerator json) throws IOException {
        Original original = item.original();
        int length = original == null ? 0 : original.to() - original.from();
        if (original != null) {
            int end = original.from() + Math.min(length, MAX_ORIGINAL);
            byte[] kept = Arrays.copyOfRange(original.bytes(), original.from(), end);
            String text = text(kept);
            json.writeObjectFieldStart("original");
            json.writeStringField("encoding", text == null ? "base64" : "text");
            json.writeStringField("content", text == null ? Base64.getEncoder().encodeToString(kept) : text);
            json.writeEndObject();
        }
        json.writeBooleanField("truncated", length > MAX_ORIGINAL);
    }

    /** The bytes as text, or {@code null} when they are not well-formed UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void writeOrNull(JsonGenerator json, String name, String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }
}
