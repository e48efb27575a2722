package io.countywatch.intake.http;

import io.countywatch.intake.http.IntakeClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests that nobody should send: bodies from nearly valid to noise, with media types and encodings to match. */
final class FuzzedRequest {

    private static final List<String> MEDIA_TYPES = List.of(
            IntakeClient.BATCH,
            IntakeClient.BATCH,
            IntakeClient.BATCH,
            IntakeClient.LINES,
            IntakeClient.LINES,
            IntakeClient.STRUCTURED,
            "application/json",
            "text/html",
            "application/cloudevents+json;charset=latin1",
            "/;;=");
    private static final List<String> FRAGMENTS = List.of(
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "-",
            "1e999999999",
            "9".repeat(400),
            "0." + "1".repeat(400),
            "NaN",
            "/*",
            "\u0000",
            "\uFEFF",
            "\"id\":\"x\",",
            "\"data\":{},",
            "\"data\":null,",
            "\"x\":" + "[".repeat(1000) + "]".repeat(1000) + ",",
            "\"x\":" + "{\"x\":".repeat(1000) + "1" + "}".repeat(1000) + ",",
            "\"" + "k".repeat(3000) + "\":1,",
            "\"" + "k".repeat(100_000) + "\":1,");

    private static final int REQUESTS_A_BOMB = 300;

    private final Random random;
    private int sent;

    FuzzedRequest(Random random) {
        this.random = random;
    }

    /** @param what for the message of a failure */
    record Sent(String what, String mediaType, byte[] body, String[] headers) {

        Answer send(IntakeClient app) {
            return app.post(mediaType, body, headers);
        }
    }

    Sent next() {
        // By number and not by chance, since they are costly: and so that no run is without one.
        if (++sent % REQUESTS_A_BOMB == 0) {
            return new Sent("bomb", IntakeClient.BATCH, IntakeClient.gzip(new byte[50_000_000]), gzip());
        }
        String mediaType = pick(MEDIA_TYPES);
        byte[] body = body(mediaType);
        if (mediaType.equals("application/json") && random.nextInt(4) > 0) {
            return new Sent("binary", mediaType, body, binaryHeaders());
        }
        return switch (random.nextInt(12)) {
            case 0 -> new Sent("gzip", mediaType, IntakeClient.gzip(body), gzip());
            case 1 -> new Sent("truncated gzip", mediaType, cut(IntakeClient.gzip(body)), gzip());
            case 2 -> new Sent("spoilt gzip", mediaType, flipped(IntakeClient.gzip(body)), gzip());
            case 3 -> new Sent("no gzip", mediaType, body, gzip());
            case 4 -> new Sent("encoding", mediaType, body, new String[] {"Content-Encoding", "br, gzip"});
            default -> new Sent("plain", mediaType, body, new String[0]);
        };
    }

    /** What a client without manners writes to a connection: cut off, spoilt, or never HTTP at all. */
    byte[] rawConnection(String token) {
        byte[] body = body(IntakeClient.BATCH);
        String length =
                switch (random.nextInt(6)) {
                    case 0 -> "Content-Length: " + (body.length + 10);
                    case 1 -> "Content-Length: -1";
                    case 2 -> "Content-Length: 99999999999999999999999";
                    case 3 -> "Transfer-Encoding: chunked";
                    case 4 -> "Content-Length: " + body.length + "\r\nContent-Length: 3";
                    default -> "Content-Length: " + body.length;
                };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(RawConnection.head(token, IntakeClient.BATCH, length).getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        byte[] all = bytes.toByteArray();
        return switch (random.nextInt(4)) {
            case 0 -> noise(random.nextInt(2_000) + 1);
            case 1 -> cut(all);
            case 2 -> flipped(all);
            default -> all;
        };
    }

    private byte[] body(String mediaType) {
        String text = mediaType.equals(IntakeClient.STRUCTURED)
                ? IntakeClient.anEvent()
                : mediaType.equals(IntakeClient.LINES)
                        ? IntakeClient.anEvent() + "\n" + IntakeClient.anEvent()
                        : mediaType.equals("application/json")
                                ? "{\"status\":\"POOR\",\"persons\":4}"
                                : IntakeClient.batch(IntakeClient.anEvent(), IntakeClient.anEvent());
        int kind = random.nextInt(10);
        if (kind == 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (kind == 1) {
            return noise(random.nextInt(500));
        }
        StringBuilder spoilt = new StringBuilder(text);
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            mutate(spoilt);
        }
        byte[] bytes = spoilt.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? flipped(bytes) : bytes;
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, pick(FRAGMENTS));
            case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20) + 1));
            case 2 -> {
                int digit = text.indexOf("4", at);
                if (digit >= 0) {
                    text.replace(digit, digit + 1, pick(List.of("0", "51", "-4", "4.5", "\"4\"", "9".repeat(400))));
                }
            }
            case 3 -> {
                // After a comma a fragment is a member, not noise.
                int comma = text.indexOf(",", at);
                text.insert(comma < 0 ? text.length() : comma + 1, pick(FRAGMENTS));
            }
            default -> {
                int from = random.nextInt(text.length() + 1);
                text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(60))));
            }
        }
    }

    private String[] binaryHeaders() {
        String id = "f-" + Long.toHexString(random.nextLong());
        return new String[] {
            "ce-specversion",
            pick(List.of("1.0", "0.3", "")),
            "ce-id",
            pick(List.of(id, "%", "%zz", "%C3%28", "a b", "x".repeat(900))),
            "ce-source",
            "/devices/fuzz-1",
            "ce-type",
            pick(List.of("countywatch.household.status-changed.v1", "countywatch.unit.reported.v1", "?")),
            "ce-subject",
            "hh-1",
            "ce-time",
            pick(List.of("2020-05-27T08:20:00Z", "yesterday", "9999-12-31T23:59:59Z")),
            "ce-countycode",
            pick(List.of("513429", "533321", "000000")),
            pick(List.of("ce-app", "ce-data", "ce-", "ce-UPPER", "ce-recordedtime")),
            "4.2"
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] spoilt = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && spoilt.length > 0; i--) {
            spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return spoilt;
    }

    private byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static String[] gzip() {
        return new String[] {"Content-Encoding", "gzip"};
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
