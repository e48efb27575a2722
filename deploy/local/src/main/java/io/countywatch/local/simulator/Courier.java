package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Parcel.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One HTTP request: writes the events, compresses, posts, reads the answer. Knows nothing of trying again. */
final class Courier {

    private static final String PATH = "/v1/events";

    private final HttpClient http;
    private final URI events;
    private final TokenSource tokens;
    private final EventWriter writer;

    Courier(HttpClient http, URI intake, TokenSource tokens, EventWriter writer) {
        this.http = http;
        this.events = intake.resolve(PATH);
        this.tokens = tokens;
        this.writer = writer;
    }

    /** Counts the bytes of the body into {@code delivered}. */
    Answer post(Parcel parcel, List<FieldEvent> part, Delivered delivered) throws InterruptedException {
        Form form = part.size() > 1 && parcel.form() == Form.SINGLE ? Form.BATCH : parcel.form();
        byte[] body = body(form, part);
        delivered.bytes += body.length;
        delivered.requests++;
        String county = parcel.device().county().code();
        String token = tokens.bearer("field-" + county, List.of(county), "events:write");
        HttpRequest.Builder request = HttpRequest.newBuilder(events)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/cloudevents" + (form == Form.SINGLE ? "+json" : "-batch+json"))
                .header("Intake-Sent-At", parcel.sentAt().toString())
                .POST(BodyPublishers.ofByteArray(body));
        if (form == Form.GZIPPED_BATCH) {
            request.header("Content-Encoding", "gzip");
        }
        try {
            return Answer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    private byte[] body(Form form, List<FieldEvent> part) {
        JsonBuffer json = new JsonBuffer();
        if (form == Form.SINGLE) {
            writer.event(part.get(0), json);
        } else {
            writer.batch(part, json);
        }
        return form == Form.GZIPPED_BATCH ? gzip(json) : json.toBytes();
    }

    private static byte[] gzip(JsonBuffer json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length() / 4 + 64);
        try (GZIPOutputStream gzip = new FastGzip(out)) {
            gzip.write(json.array(), 0, json.length());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to write", e);
        }
        return out.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
