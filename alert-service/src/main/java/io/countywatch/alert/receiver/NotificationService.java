package io.countywatch.alert.receiver;

import io.countywatch.alert.rules.RuleSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells receivers, in every replica. A slow receiver keeps nobody else waiting: messages are under way side by side,
 * only one a group and a few a receiver. Used by one thread; only answers come from others.
 */
final class NotificationService {

    private static final Logger LOG = Logger.getLogger(NotificationService.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PURGE_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Map<String, RuleSet.Receiver> receivers;
    private final Dispatcher dispatcher;
    private final Courier courier;
    private final NotificationConfig config;
    private final NotificationMeters meters;
    private final String owner = UUID.randomUUID().toString();
    private final Map<Dispatcher.Claimed, Boolean> underWay = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private long claims;
    private long measured = System.nanoTime() - EVERY_NANOS;
    private long purged = System.nanoTime();

    private record Answer(Dispatcher.Claimed claimed, Outcome outcome) {}

    NotificationService(
            List<RuleSet.Receiver> receivers,
            Dispatcher dispatcher,
            Courier courier,
            NotificationConfig config,
            NotificationMeters meters) {
        this.receivers = receivers.stream().collect(Collectors.toMap(RuleSet.Receiver::name, Function.identity()));
        this.dispatcher = dispatcher;
        this.courier = courier;
        this.config = config;
        this.meters = meters;
    }

    /** One turn: writes answers down, looks for news, sends what is due. */
    void turn() {
        if (receivers.isEmpty()) {
            return;
        }
        conclude();
        dispatcher.look();
        send();
        long now = System.nanoTime();
        if (now - measured > EVERY_NANOS) {
            meters.oldest(receivers.keySet(), dispatcher.oldest());
            measured = now;
        }
        if (now - purged > PURGE_EVERY_NANOS) {
            dispatcher.purge();
            purged = now;
        }
    }

    /** Waits for what is under way, at most as long as a receiver may take, and writes it down. */
    void stop() {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        synchronized (answers) {
            while (answers.size() < underWay.size() && System.nanoTime() < deadline) {
                try {
                    answers.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        conclude();
    }

    private void conclude() {
        for (Answer answer = answers.peek(); answer != null; answer = answers.peek()) {
            boolean kept = dispatcher.conclude(answer.claimed(), answer.outcome());
            answers.remove(); // only now: if the database refuses, the next turn tries again
            underWay.remove(answer.claimed());
            String receiver = answer.claimed().notification().receiver();
            meters.delivered(receiver, answer.outcome());
            if (!kept) {
                LOG.warnf(
                        "event=notification_claim_lost receiver=%s outcome=%s",
                        receiver, answer.outcome().kind());
            } else if (answer.outcome().kind() != Outcome.Kind.ACKNOWLEDGED) {
                LOG.warnf(
                        "event=notification_failed receiver=%s outcome=%s detail=\"%s\" attempts=%d id=%s",
                        receiver,
                        answer.outcome().kind(),
                        answer.outcome().detail(),
                        answer.claimed().before().attempts() + 1,
                        answer.claimed().notification().id());
            }
        }
    }

    private void send() {
        int room = config.atOnce() - underWay.size();
        while (room > 0) {
            Collection<String> busy = busy();
            String claim = owner + ":" + claims++;
            // So few at a time that no receiver gets more than its share by one claim.
            int most = Math.min(room, config.perReceiver());
            long claimedAt = System.nanoTime();
            List<Dispatcher.Claimed> claimed = dispatcher.claim(claim, busy, most);
            if (claimed.isEmpty()) {
                return;
            }
            claimed.forEach(one -> send(one, claimedAt));
            room -= claimed.size();
        }
    }

    private void send(Dispatcher.Claimed claimed, long claimedAt) {
        underWay.put(claimed, true);
        // Whatever is posted until then is answered, or given up, while the group is still ours.
        long deadline = claimedAt + config.claim().minus(config.timeout()).toNanos();
        if (System.nanoTime() - deadline > 0) {
            // We slept, and somebody else may be at it: what nobody has sent yet must not go out beside it.
            answer(claimed, Outcome.refused("claim too old"));
            return;
        }
        courier.send(receivers.get(claimed.notification().receiver()), claimed.notification(), deadline)
                .whenComplete((outcome, failure) -> answer(
                        claimed,
                        failure == null
                                ? outcome
                                : Outcome.unknown(failure.getClass().getSimpleName())));
    }

    private void answer(Dispatcher.Claimed claimed, Outcome outcome) {
        synchronized (answers) {
            answers.add(new Answer(claimed, outcome));
            answers.notifyAll();
        }
    }

    private Collection<String> busy() {
        return underWay.keySet().stream()
                .collect(Collectors.groupingBy(one -> one.notification().receiver(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(one -> one.getValue() >= config.perReceiver())
                .map(Map.Entry::getKey)
                .toList();
    }
}
