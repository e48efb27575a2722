package io.countywatch.metrics.rejections;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A reject as it is told.
 *
 * @param rejection its id, as told to the app
 * @param errors what intake found: {@code pointer}, {@code code}, {@code detail}
 * @param id of the event
 * @param replayable whether all of the original is there to be sent again
 * @param original the item as it was sent; only of a single reject, and never of personal data
 * @param replays oldest first; only of a single reject
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectionAnswer(
        String rejection,
        String code,
        @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Object.class) String errors,
        String source,
        String id,
        String type,
        String subject,
        String county,
        String device,
        String caller,
        String request,
        Instant receivedAt,
        boolean replayable,
        Original original,
        List<ReplayAnswer> replays) {

    static RejectionAnswer brief(ListedRejection rejection) {
        return of(rejection, null, null);
    }

    static RejectionAnswer full(Rejection rejection, List<Replay> replays) {
        return of(
                ListedRejection.of(rejection),
                Original.of(rejection.original, rejection.truncated),
                replays.stream().map(ReplayAnswer::of).toList());
    }

    private static RejectionAnswer of(ListedRejection rejection, Original original, List<ReplayAnswer> replays) {
        return new RejectionAnswer(
                rejection.id(),
                rejection.code(),
                rejection.errors(),
                rejection.source(),
                rejection.eventId(),
                rejection.type(),
                rejection.subject(),
                rejection.county(),
                rejection.device(),
                rejection.caller(),
                rejection.request(),
                rejection.receivedAt(),
                rejection.replayable(),
                original,
                replays);
    }

    /**
     * @param encoding {@code text}, or {@code base64} where it is not well-formed UTF-8
     * @param truncated whether it was longer than what is kept
     */
    public record Original(String encoding, String content, boolean truncated) {

        static Original of(byte[] bytes, boolean truncated) {
            if (bytes == null) {
                return null;
            }
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return new Original("text", text, truncated);
            } catch (CharacterCodingException e) {
                return new Original("base64", Base64.getEncoder().encodeToString(bytes), truncated);
            }
        }
    }

    /**
     * What came of sending it again.
     *
     * @param by the token's subject
     * @param outcome accepted, duplicate, rejected, retry, refused or unknown
     * @param status of intake's answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReplayAnswer(
            Instant at, String by, String outcome, Integer status, String receipt, String code, String rejection) {

        static ReplayAnswer of(Replay replay) {
            return new ReplayAnswer(
                    replay.at,
                    replay.caller,
                    replay.outcome,
                    replay.status,
                    replay.receipt,
                    replay.code,
                    replay.newRejection);
        }
    }
}
