package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Answer.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delivery rule: when a field app may forget an event, and what it does until then.
 *
 * <ol>
 *   <li>An event is delivered only if the answer is 202 or 207, carries {@code Intake-Version}, and names the event's own
 *       id as {@code accepted} or {@code duplicate}. Anything less, and it is sent again.
 *   <li>It is sent again with the same id: then a second arrival is a duplicate, which is a success. No answer is not a
 *       failure but "unknown"; never make a new id for it.
 *   <li>{@code rejected} is final: park the event and show it to a person, never drop it. The others of the batch are not
 *       affected.
 *   <li>429 and 503 say in {@code Retry-After} how long to wait; without it wait longer each time, with jitter, so that a
 *       thousand phones do not come back at once.
 *   <li>413: halve the batch. 401 and 403: get a new token, keep the data.
 * </ol>
 */
final class Delivery {

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int TOKEN_TRIES = 5;

    private final Courier courier;
    private final Waiting waiting;

    Delivery(Courier courier, Waiting waiting) {
        this.courier = courier;
        this.waiting = waiting;
    }

    /**
     * Returns when every event is accepted, a duplicate, or rejected for good; that may take as long as intake is away.
     *
     * @throws IllegalStateException if intake refuses what no repetition can mend: the token, or the form of the request
     */
    Delivered deliver(Parcel parcel) throws InterruptedException {
        Delivered delivered = new Delivered();
        Deque<List<FieldEvent>> parts = new ArrayDeque<>(List.of(parcel.events()));
        int failures = 0;
        int refused = 0;
        while (!parts.isEmpty()) {
            List<FieldEvent> part = parts.pop();
            Answer answer = courier.post(parcel, part, delivered);
            // Without the header somebody else has answered: a login page, a proxy. Nothing it says counts.
            switch (answer.fromIntake() ? answer.status() : 0) {
                case 202, 207, 422, 409 -> {
                    List<FieldEvent> open = settle(answer, part, delivered);
                    failures = open.size() < part.size() ? 0 : failures + 1;
                    if (!open.isEmpty()) {
                        parts.push(open);
                        waiting.sleep(pause(answer, failures));
                    }
                }
                case 413 -> halve(part, parts, delivered);
                case 400, 415 -> unreadable(answer, part, delivered);
                case 401, 403 -> {
                    if (++refused == TOKEN_TRIES) {
                        throw new IllegalStateException(
                                "intake answers " + answer.status() + " to the token of " + parcel.device());
                    }
                    parts.push(part);
                    waiting.sleep(pause(answer, refused));
                }
                default -> {
                    parts.push(part);
                    waiting.sleep(pause(answer, failures++));
                }
            }
        }
        return delivered;
    }

    /** Takes each event's own result; gives back those that are still to be delivered. */
    private static List<FieldEvent> settle(Answer answer, List<FieldEvent> part, Delivered delivered) {
        Map<String, FieldEvent> open = new LinkedHashMap<>();
        part.forEach(event -> open.put(event.id().text(), event));
        boolean stored = answer.status() == 202 || answer.status() == 207;
        for (Item item : answer.items()) {
            FieldEvent event = open.get(item.id());
            if (event == null) {
                continue;
            }
            if (stored && item.status().equals("accepted")) {
                delivered.accepted.add(open.remove(item.id()));
            } else if (stored && item.status().equals("duplicate")) {
                delivered.duplicate.add(open.remove(item.id()));
            } else if (item.status().equals("rejected")) {
                delivered.reject(open.remove(item.id()), String.valueOf(item.code()));
            }
        }
        if (answer.status() == 422 || answer.status() == 409) {
            // The status alone speaks for all of them, also where the problem document lists no items.
            String code = answer.status() == 409 ? "conflict" : "rejected";
            open.values().forEach(event -> delivered.reject(event, code));
            return List.of();
        }
        return new ArrayList<>(open.values());
    }

    private static void halve(List<FieldEvent> part, Deque<List<FieldEvent>> parts, Delivered delivered) {
        if (part.size() == 1) {
            delivered.reject(part.get(0), "event_too_large");
            return;
        }
        int half = part.size() / 2;
        parts.push(part.subList(half, part.size()));
        parts.push(part.subList(0, half));
    }

    /** A single event may be unreadable by itself; a batch of readable events never is. */
    private static void unreadable(Answer answer, List<FieldEvent> part, Delivered delivered) {
        if (part.size() > 1) {
            throw new IllegalStateException("intake answers " + answer.status() + " to a batch");
        }
        delivered.reject(part.get(0), "unreadable");
    }

    /** What intake asks for, else doubled each time; between a half and the whole of it. */
    private static Duration pause(Answer answer, int failures) {
        Duration whole = answer.retryAfter().orElseGet(() -> {
            Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures, 10));
            return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        });
        if (answer.retryAfter().isPresent()) {
            return whole;
        }
        return whole.multipliedBy(ThreadLocalRandom.current().nextInt(50, 101)).dividedBy(100);
    }
}
