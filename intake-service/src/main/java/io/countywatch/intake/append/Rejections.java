package io.countywatch.intake.append;

import io.countywatch.intake.event.Checked.Invalid;
import io.countywatch.intake.event.Checked.KnownAttributes;
import io.countywatch.intake.event.Checked.Valid;
import io.countywatch.intake.event.ErrorCode;
import io.countywatch.intake.event.Event;
import io.countywatch.intake.event.ItemCode;
import io.countywatch.intake.event.ItemError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Rejections that only storing an event can find, and the ids of all of them. */
final class Rejections {

    private Rejections() {}

    static Invalid conflict(Valid item) {
        return of(item, ItemCode.CONFLICT, ErrorCode.INCONSISTENT, "the identity exists with other content");
    }

    static Invalid tooLarge(Valid item) {
        return of(item, ItemCode.EVENT_TOO_LARGE, ErrorCode.TOO_LONG, "too large to be stored");
    }

    /** UUIDv7: sorts by time. */
    static String newId(Instant at) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = at.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    private static Invalid of(Valid item, ItemCode code, ErrorCode error, String detail) {
        Event event = item.event();
        KnownAttributes known = new KnownAttributes(
                event.identity().source(),
                event.identity().id(),
                event.type().typeName(),
                event.subject(),
                event.countycode());
        return new Invalid(code, List.of(new ItemError("", error, detail)), known, item.original(), false);
    }
}
