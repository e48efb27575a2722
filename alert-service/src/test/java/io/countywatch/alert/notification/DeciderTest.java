package io.countywatch.alert.notification;

import static io.countywatch.alert.notification.Alerts.START;
import static io.countywatch.alert.notification.Alerts.TIMING;
import static io.countywatch.alert.notification.Alerts.alert;
import static io.countywatch.alert.notification.Alerts.ended;
import static io.countywatch.alert.notification.Alerts.firing;
import static io.countywatch.alert.notification.Alerts.group;
import static io.countywatch.alert.notification.Alerts.suppressed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private static final String BUTUO = "513429";
    private static final String PUGE = "513428";
    private static final Instant NOW = Instant.parse("2020-06-05T08:00:00Z");
    private static final Decider DECIDER = new Decider(new Decider.Limits(100, 262_144));

    private Ledger ledger = Ledger.fresh(group(TIMING));
    private Instant now = NOW;

    @Test
    void the_first_alert_of_a_group_waits_for_others_of_the_same_cause() {
        Decision first = decide(firing(BUTUO));
        assertThat(first).isEqualTo(new Decision.Later(NOW.plusSeconds(30), NOW));

        ledger = ledger.news(NOW);
        now = NOW.plusSeconds(30);

        assertThat(told(decide(firing(BUTUO), firing(PUGE)))).containsExactly("513428 firing", "513429 firing");
    }

    @Test
    void what_was_told_is_not_told_again_until_its_time() {
        tell(firing(BUTUO));

        Instant repeat = now.plus(TIMING.repeat());
        assertThat(decide(firing(BUTUO))).isEqualTo(new Decision.Later(repeat, null));

        String before = ledger.told().toString();
        now = repeat;
        Notification again = send(decide(firing(BUTUO)));
        assertThat(told(again)).containsExactly("513429 firing");
        assertThat(ledger.told()).hasToString(before);
    }

    @Test
    void news_of_a_group_that_fires_wait_for_the_interval_only() {
        tell(firing(BUTUO));
        Instant told = now;
        now = now.plusSeconds(10);

        assertThat(decide(firing(BUTUO), firing(PUGE))).isEqualTo(new Decision.Later(told.plusSeconds(300), now));

        now = told.plusSeconds(300);
        assertThat(told(decide(firing(BUTUO), firing(PUGE)))).containsExactly("513428 firing", "513429 firing");
    }

    @Test
    void an_end_is_told_once_and_says_when_it_was() {
        tell(firing(BUTUO));
        later();

        Notification end = send(decide(ended(BUTUO)));
        assertThat(told(end)).containsExactly("513429 resolved");
        assertThat(end.firing()).isFalse();
        assertThat(end.items().get(0).alert().endsAt()).isEqualTo(ended(BUTUO).endsAt());

        tell(ended(BUTUO));
        later();
        assertThat(decide(ended(BUTUO))).isEqualTo(new Decision.Nothing());
    }

    @Test
    void what_came_and_went_while_the_receiver_was_away_is_not_told() {
        Ledger before = ledger;
        Notification lost = send(decideAfterWait(firing(BUTUO)));
        ledger = before.failed(NOW); // refused: it never knew
        later();

        assertThat(lost.items()).isNotEmpty();
        assertThat(decide(ended(BUTUO))).isEqualTo(new Decision.Nothing());
    }

    @Test
    void the_end_is_told_also_of_what_the_receiver_may_or_may_not_have_heard() {
        ledger = ledger.attempting(send(decideAfterWait(firing(BUTUO)))).failed(NOW);

        assertThat(told(decideAfterWait(ended(BUTUO)))).containsExactly("513429 resolved");
    }

    @Test
    void what_fires_again_while_nobody_knows_whether_its_end_arrived_is_told_again() {
        tell(firing(BUTUO));
        later();
        ledger = ledger.attempting(send(decide(ended(BUTUO)))).failed(now);
        later();

        assertThat(told(decide(firing(BUTUO)))).containsExactly("513429 firing");
    }

    @Test
    void a_message_has_one_id_until_it_is_acknowledged_and_never_the_id_of_another() {
        Notification first = send(decideAfterWait(firing(BUTUO)));
        Ledger unsure = ledger.attempting(first).failed(now);
        ledger = unsure;
        assertThat(send(decideAfterWait(firing(BUTUO))).id()).isEqualTo(first.id());

        // What is sent instead, because more is known, must not be dropped as already seen.
        assertThat(send(decideAfterWait(firing(BUTUO), firing(PUGE))).id()).isNotEqualTo(first.id());
        assertThat(send(decideAfterWait(ended(BUTUO))).id()).isNotEqualTo(first.id());

        ledger = unsure.acknowledged(first, now);
        now = now.plus(TIMING.repeat());
        assertThat(send(decide(firing(BUTUO))).id()).isNotEqualTo(first.id());
    }

    @Test
    void what_is_silenced_is_not_told_but_its_end_is() {
        assertThat(decideAfterWait(suppressed(BUTUO))).isEqualTo(new Decision.Nothing());

        tell(firing(BUTUO));
        later();
        assertThat(decide(suppressed(BUTUO))).isEqualTo(new Decision.Nothing());
        assertThat(told(decide(ended(BUTUO)))).containsExactly("513429 resolved");

        tell(ended(BUTUO));
        later();
        assertThat(decide(suppressed(BUTUO))).isEqualTo(new Decision.Nothing());
        assertThat(told(decideAfterWait(firing(BUTUO)))).containsExactly("513429 firing");
    }

    @Test
    void a_group_is_not_over_while_something_silenced_fires_in_it() {
        tell(firing(BUTUO), firing(PUGE));
        later();

        Notification end = send(decide(ended(BUTUO), suppressed(PUGE)));
        assertThat(told(end)).containsExactly("513429 resolved");
        assertThat(end.firing()).isTrue();
    }

    @Test
    void another_severity_is_another_alert_and_ends_the_first_in_the_same_message() {
        tell(firing(BUTUO));
        later();

        Notification rise = send(decide(alert(BUTUO, "critical", 1, null, false)));
        assertThat(told(rise)).containsExactly("513429 resolved", "513429 firing");
        assertThat(rise.items().get(0).alert().annotations()).containsKey("superseded");
        assertThat(rise.firing()).isTrue();
    }

    @Test
    void nobody_is_reminded_of_what_somebody_has_taken_on() {
        tell(firing(BUTUO));
        now = now.plus(TIMING.repeat());
        Current open = firing(BUTUO);
        Current taken =
                new Current(open.alert(), open.labels(), open.annotations(), 1, START, null, START, false, true);

        assertThat(decide(taken)).isEqualTo(new Decision.Nothing());
    }

    @Test
    void an_alertmanager_is_told_again_also_what_is_silenced_here_lest_it_ends_there() {
        Timing alive = new Timing(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), true);
        Notification first = send(decide(alive, firing(BUTUO)));
        ledger = ledger.acknowledged(first, now);

        assertThat(decide(alive, suppressed(BUTUO))).isEqualTo(new Decision.Later(now.plusSeconds(60), null));
        now = now.plusSeconds(60);
        assertThat(told(decide(alive, suppressed(BUTUO)))).containsExactly("513429 firing");
    }

    @Test
    void what_does_not_fit_follows_at_once_and_ends_go_first() {
        Decider small = new Decider(new Decider.Limits(3, 262_144));
        Current[] many =
                IntStream.range(0, 5).mapToObj(i -> firing("51342" + i)).toArray(Current[]::new);
        ledger = ledger.news(now.minusSeconds(60));

        Notification first = send(small.decide(group(TIMING, many), ledger, byId(many), now));
        assertThat(told(first)).containsExactly("513420 firing", "513421 firing", "513422 firing");
        assertThat(first.truncated()).isEqualTo(2);
        ledger = ledger.acknowledged(first, now);

        Notification second = send(small.decide(group(TIMING, many), ledger, byId(many), now));
        assertThat(told(second)).startsWith("513423 firing", "513424 firing");
        ledger = ledger.acknowledged(second, now);
        assertThat(small.decide(group(TIMING, many), ledger, byId(many), now)).isInstanceOf(Decision.Later.class);

        later();
        many[4] = ended("513424");
        assertThat(told(send(small.decide(group(TIMING, many), ledger, byId(many), now))))
                .startsWith("513424 resolved");
    }

    @Test
    void a_failure_is_waited_out_whatever_else_happens() {
        tell(firing(BUTUO));
        ledger = ledger.failed(now.plusSeconds(400));

        assertThat(decide(ended(BUTUO))).isEqualTo(new Decision.Later(now.plusSeconds(400), now));
    }

    private void tell(Current... alerts) {
        ledger = ledger.acknowledged(send(decideAfterWait(alerts)), now);
    }

    private void later() {
        now = now.plus(Duration.ofMinutes(10));
    }

    private Decision decideAfterWait(Current... alerts) {
        return DECIDER.decide(group(TIMING, alerts), ledger.news(now.minusSeconds(3600)), byId(alerts), now);
    }

    private Decision decide(Current... alerts) {
        return decide(TIMING, alerts);
    }

    private Decision decide(Timing timing, Current... alerts) {
        return DECIDER.decide(group(timing, alerts), ledger, byId(alerts), now);
    }

    private static java.util.Map<String, Current> byId(Current... alerts) {
        return Arrays.stream(alerts).collect(Collectors.toMap(Current::alert, Function.identity()));
    }

    private static Notification send(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Send.class);
        return ((Decision.Send) decision).notification();
    }

    private static List<String> told(Decision decision) {
        return told(send(decision));
    }

    private static List<String> told(Notification notification) {
        return notification.items().stream()
                .map(item -> item.alert().label(Labels.UNIT) + (item.firing() ? " firing" : " resolved"))
                .toList();
    }
}
