package io.countywatch.metrics.rejections;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/** Value of {@code household-rejects.v1}. Unknown fields are ignored: the contract only grows. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RejectRecord(
        String rejection,
        String code,
        JsonNode errors,
        String source,
        String id,
        String type,
        String subject,
        String countycode,
        String device,
        String caller,
        String request,
        Instant receivedAt,
        Original original,
        boolean truncated) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    RejectRecord {
        Objects.requireNonNull(rejection, "rejection");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(request, "request");
        if (receivedAt.isBefore(Instant.EPOCH) || receivedAt.isAfter(NEVER)) {
            throw new IllegalArgumentException("receivedAt");
        }
    }

    /** @throws IOException if it is not a reject of the contract */
    static RejectRecord read(byte[] value) throws IOException {
        if (value == null) {
            throw new IOException("no value");
        }
        RejectRecord reject = JSON.readValue(value, RejectRecord.class);
        if (reject == null) {
            throw new IOException("null");
        }
        return reject;
    }

    /** The item's bytes as they were sent, or null. */
    byte[] bytes() {
        // The promise holds here too, whoever wrote the record.
        if (original == null || code.equals(Rejection.PERSONAL_DATA)) {
            return null;
        }
        return original.encoding().equals("base64")
                ? Base64.getDecoder().decode(original.content())
                : original.content().getBytes(StandardCharsets.UTF_8);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Original(String encoding, String content) {

        Original {
            Objects.requireNonNull(encoding, "encoding");
            Objects.requireNonNull(content, "content");
        }
    }
}
