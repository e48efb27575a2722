package io.countywatch.alert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to alerts, answers and processes: in the end a receiver believes what is so. */
class NeverLostPropertiesTest {

    private static final Decider DECIDER = new Decider(new Decider.Limits(2, 262_144));
    private static final int ALERTS = 3;

    /** What a step does: to an alert, or to a message that is due. */
    private enum Act {
        FIRE,
        END,
        SILENCE,
        SPEAK,
        RISE,
        ANSWERED,
        REFUSED,
        ANSWER_LOST,
        MESSAGE_LOST,
        /** The process dies in the middle; the message arrived. */
        CRASHED
    }

    private record Step(Act act, int alert) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        return Arbitraries.of(Act.class)
                .flatMap(act -> Arbitraries.integers().between(0, ALERTS - 1).map(alert -> new Step(act, alert)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 2000)
    void in_the_end_the_receiver_believes_what_is_so(@ForAll("histories") List<Step> history) {
        World world = new World();
        history.forEach(world::step);

        world.heal();

        assertThat(world.believed).isEqualTo(world.firing());
        assertThat(world.toldWhileSilenced).isEmpty();
    }

    /** Alerts, one receiver that drops what it has seen by the id, and what is kept about it. */
    private static final class World {

        private final Map<String, Current> alerts = new HashMap<>();
        private final Set<String> believed = new TreeSet<>();
        private final Map<String, String> seen = new HashMap<>();
        private final List<String> toldWhileSilenced = new ArrayList<>();
        private Ledger ledger = Ledger.fresh(Alerts.group(Alerts.TIMING));
        private Instant now = Alerts.START.plus(Duration.ofDays(30));

        void step(Step step) {
            now = now.plus(Duration.ofHours(1));
            String unit = "51342" + step.alert();
            Current before = alerts.get(unit);
            switch (step.act()) {
                case FIRE -> {
                    if (before == null || !before.isActive()) {
                        int episode = before == null ? 1 : before.episode() + step.alert() % 2;
                        alerts.put(unit, Alerts.alert(unit, "warning", episode, null, false));
                    }
                }
                case END -> change(unit, before, before == null ? null : before.label(Labels.SEVERITY), true, false);
                case SILENCE ->
                    change(unit, before, before == null ? null : before.label(Labels.SEVERITY), false, true);
                case SPEAK -> change(unit, before, before == null ? null : before.label(Labels.SEVERITY), false, false);
                case RISE -> change(unit, before, "critical", false, before != null && before.suppressed());
                case ANSWERED -> attempt(true, true);
                case ANSWER_LOST, CRASHED -> attempt(true, false);
                case MESSAGE_LOST -> attempt(false, false);
                case REFUSED -> refuse();
            }
        }

        private void change(String unit, Current before, String severity, boolean end, boolean silenced) {
            if (before != null && before.isActive()) {
                alerts.put(unit, Alerts.alert(unit, severity, before.episode(), end ? now : null, silenced));
            }
        }

        void heal() {
            alerts.replaceAll((unit, alert) ->
                    Alerts.alert(unit, alert.label(Labels.SEVERITY), alert.episode(), alert.endsAt(), false));
            for (int i = 0; i < 4 * ALERTS; i++) {
                now = now.plus(Duration.ofHours(1));
                attempt(true, true);
            }
        }

        Set<String> firing() {
            return alerts.values().stream()
                    .filter(Current::isActive)
                    .map(Current::fingerprint)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void refuse() {
            if (decide() instanceof Decision.Send) {
                ledger = ledger.failed(now);
            }
        }

        private void attempt(boolean arrives, boolean answered) {
            if (!(decide() instanceof Decision.Send send)) {
                return;
            }
            Notification notification = send.notification();
            ledger = ledger.attempting(notification); // written down before anything is sent
            if (arrives) {
                receive(notification);
            }
            if (answered) {
                ledger = ledger.acknowledged(notification, now);
            }
        }

        private Decision decide() {
            Map<String, Current> byId =
                    alerts.values().stream().collect(Collectors.toMap(Current::alert, Function.identity()));
            Group group = Alerts.group(Alerts.TIMING, alerts.values().toArray(Current[]::new));
            // As the look before it has written down.
            ledger = ledger.news(ledger.newsAt() == null ? now.minus(Duration.ofHours(1)) : ledger.newsAt());
            return DECIDER.decide(group, ledger, byId, now);
        }

        private void receive(Notification notification) {
            String content = notification.items().stream()
                    .map(item -> item.fingerprint() + item.firing())
                    .sorted()
                    .collect(Collectors.joining());
            String earlier = seen.put(notification.id(), content);
            if (earlier != null) {
                assertThat(content).isEqualTo(earlier);
                return;
            }
            Set<String> silenced = alerts.values().stream()
                    .filter(alert -> alert.isActive() && alert.suppressed())
                    .map(Current::fingerprint)
                    .collect(Collectors.toCollection(HashSet::new));
            for (Notification.Item item : notification.items()) {
                if (item.firing()) {
                    believed.add(item.fingerprint());
                    if (silenced.contains(item.fingerprint())) {
                        toldWhileSilenced.add(item.fingerprint());
                    }
                } else {
                    believed.remove(item.fingerprint());
                }
            }
        }
    }
}
