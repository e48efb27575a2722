package io.countywatch.metrics.rejections;

import java.time.Instant;

/**
 * A reject in a list: everything but its original, of which a page has thousands, up to 64 KiB each.
 *
 * @param replayable whether all of the original is there
 */
record ListedRejection(
        String id,
        String code,
        String errors,
        String source,
        String eventId,
        String type,
        String subject,
        String county,
        String device,
        String caller,
        String request,
        Instant receivedAt,
        boolean replayable) {

    /** What {@link Rejection#isReplayable} says, said by the database. */
    static final String COLUMNS =
            """
            id, code, errors, source, eventId, type, subject, county, device, caller, request, receivedAt,
            case when original is null or truncated then false else true end""";

    static ListedRejection of(Rejection rejection) {
        return new ListedRejection(
                rejection.id,
                rejection.code,
                rejection.errors,
                rejection.source,
                rejection.eventId,
                rejection.type,
                rejection.subject,
                rejection.county,
                rejection.device,
                rejection.caller,
                rejection.request,
                rejection.receivedAt,
                rejection.isReplayable());
    }
}
