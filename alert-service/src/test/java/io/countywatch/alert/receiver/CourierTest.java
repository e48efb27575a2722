package io.countywatch.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.notification.SampleNotifications;
import io.countywatch.alert.rules.RuleSet;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourierTest {

    private static final String PATH = "/api/v2/alerts";
    private static final Duration ANSWER = Duration.ofMillis(300);

    @Test
    void no_part_of_a_message_is_posted_after_its_deadline_and_then_nobody_can_say_what_arrived() {
        try (HookServer slow = new HookServer()) {
            slow.answers(PATH, exchange -> {
                LockSupport.parkNanos(ANSWER.toNanos());
                exchange.sendResponseHeaders(200, -1);
            });
            Courier courier = new Courier(
                    NotificationConfigTest.settings(Map.of()), Clock.systemUTC(), untraced -> Span.getInvalid());
            RuleSet.Receiver receiver = new RuleSet.Receiver("am", null, new RuleSet.Alertmanager(slow.url("")));
            String[] units = IntStream.range(0, 1300)
                    .mapToObj(number -> Integer.toString(510_000 + number))
                    .toArray(String[]::new);

            // Two answers and a half: the seven parts need more than two seconds.
            long deadline =
                    System.nanoTime() + ANSWER.multipliedBy(5).dividedBy(2).toNanos();
            Outcome outcome = courier.send(receiver, SampleNotifications.firing(units), deadline)
                    .join();

            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            assertThat(slow.messages(PATH)).hasSizeBetween(1, 3);
        }
    }
}
