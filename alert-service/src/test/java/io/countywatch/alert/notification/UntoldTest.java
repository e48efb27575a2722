package io.countywatch.alert.notification;

import static io.countywatch.alert.notification.Alerts.TIMING;
import static io.countywatch.alert.notification.Alerts.firing;
import static io.countywatch.alert.notification.Alerts.group;
import static io.countywatch.alert.notification.Alerts.suppressed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Why a receiver does not know an alert. */
class UntoldTest {

    private static final Instant NOW = Instant.parse("2020-06-05T08:00:00Z");
    private static final Decider DECIDER = new Decider(new Decider.Limits(100, 262_144));
    private static final Ledger NOTHING = Ledger.fresh(group(TIMING));

    @Test
    void a_group_gathers_first_and_keeps_its_interval_later() {
        assertThat(untold(NOTHING, NOW, firing("513429")))
                .isEqualTo(new Untold("ops", Untold.Because.WAIT, NOW.plusSeconds(30)));

        Ledger told = told(firing("513429"));
        assertThat(Untold.of(group(TIMING, firing("513429")), told, firing("513429"), new Decision.Nothing()))
                .isEmpty();
        assertThat(untold(told, NOW.plusSeconds(60), firing("513428"), firing("513429")))
                .isEqualTo(new Untold("ops", Untold.Because.INTERVAL, NOW.plusSeconds(300)));
        assertThat(untold(told, NOW.plusSeconds(300), firing("513428"), firing("513429")))
                .isEqualTo(new Untold("ops", Untold.Because.DUE, null));
    }

    @Test
    void what_is_suppressed_is_not_told_and_what_failed_is_tried_again() {
        assertThat(untold(NOTHING, NOW, suppressed("513429")))
                .isEqualTo(new Untold("ops", Untold.Because.SUPPRESSED, null));

        Ledger failed = NOTHING.news(NOW.minusSeconds(60)).failed(NOW.plusSeconds(20));
        assertThat(untold(failed, NOW, firing("513429")))
                .isEqualTo(new Untold("ops", Untold.Because.RETRY, NOW.plusSeconds(20)));
    }

    private static Ledger told(Current alert) {
        Decision.Send send = (Decision.Send) DECIDER.decide(
                group(TIMING, alert), NOTHING.news(NOW.minusSeconds(60)), Map.of(alert.alert(), alert), NOW);
        return NOTHING.acknowledged(send.notification(), NOW);
    }

    /** Why the first of them is not known. */
    private static Untold untold(Ledger ledger, Instant now, Current... alerts) {
        Group group = group(TIMING, alerts);
        Map<String, Current> known =
                List.of(alerts).stream().collect(Collectors.toMap(Current::alert, Function.identity()));
        Decision decision = DECIDER.decide(group, ledger, known, now);
        return Untold.of(group, ledger, alerts[0], decision).orElseThrow();
    }
}
