package io.countywatch.intake.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Collects a body of limited size within a limited time, on the event loop. What is too large is read on for a while and
 * thrown away: a client that is still writing would never see the answer otherwise.
 */
final class BodyReader {

    private static final long MAX_DISCARDED = 16L * 1024 * 1024;

    private static final long TIME_TO_ANSWER_MILLIS = 500;

    private final HttpServerRequest request;
    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private byte[] bytes;
    private int size;
    private long discarded;

    private BodyReader(HttpServerRequest request, int limit, long length) {
        this.request = request;
        this.limit = limit;
        this.bytes = new byte[(int) Math.min(limit, length < 0 ? 8_192 : length)];
    }

    /** The body's length as announced, or -1 when it is chunked. */
    static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    /** The body; fails with 413 beyond the limit, 408 after the time-out, 400 when the client goes away. */
    static CompletionStage<byte[]> read(HttpServerRequest request, int limit, Duration timeout, Vertx vertx) {
        BodyReader reader = new BodyReader(request, limit, announcedLength(request));
        long timer = vertx.setTimer(timeout.toMillis(), late -> reader.giveUp(vertx));
        reader.body.whenComplete((done, failure) -> vertx.cancelTimer(timer));
        request.exceptionHandler(gone -> reader.fail(Problem.unreadable("the body ended early")));
        request.handler(reader::add);
        request.endHandler(end -> reader.end());
        // The framework pauses every request until somebody wants its body.
        request.resume();
        return reader.body;
    }

    /** The rest of the body would be taken for the next request, so the connection ends with the answer. */
    private void giveUp(Vertx vertx) {
        // The client may be gone without a word; then there is nothing to answer to.
        if (!request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        fail(Problem.of(408, "body-timeout", "The body did not arrive in time", "send the same again"));
        vertx.setTimer(TIME_TO_ANSWER_MILLIS, answered -> request.connection().close());
    }

    private void add(Buffer part) {
        int length = part.length();
        if (discarded > 0 || length > limit - size) {
            discarded += length;
            bytes = null;
            if (discarded > MAX_DISCARDED) {
                fail(tooLarge());
                request.connection().close();
            }
            return;
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(2 * bytes.length, size + length)));
        }
        part.getBytes(bytes, size);
        size += length;
    }

    private void end() {
        if (discarded > 0) {
            fail(tooLarge());
        } else {
            body.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
        }
    }

    private Problem tooLarge() {
        return Problem.overLimit("requestBytes", limit);
    }

    private void fail(Problem problem) {
        body.completeExceptionally(new ProblemException(problem));
    }
}
