package io.countywatch.alert.receiver;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.notification.Routing;
import io.countywatch.alert.notification.Untold;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.startup.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** The receivers of this campaign's rules: checked at start, told until shutdown. */
@Singleton
public class Receivers {

    private static final Logger LOG = Logger.getLogger(Receivers.class);
    private static final Duration UNWELL_AFTER = Duration.ofSeconds(30);

    private final NotificationConfig config;
    private final RuleSet rules;
    private final Dispatcher dispatcher;
    private final NotificationService service;
    private volatile Loop loop;

    Receivers(
            Campaign campaign,
            RuleSet rules,
            Database database,
            AlertReader alerts,
            Clock clock,
            NotificationConfig config,
            NotificationMeters meters,
            NotificationTraces traces) {
        this.config = config;
        this.rules = rules;
        Routing routing = new Routing(rules, unit -> watchlists(rules, campaign, unit), config.defaults());
        this.dispatcher = new Dispatcher(database, alerts, routing, config);
        this.service = new NotificationService(
                rules.receivers(), dispatcher, new Courier(config, clock, traces::begin), config, meters);
    }

    /** Why receivers do not know how an alert stands, or not yet; empty if all of them do. */
    public List<Untold> untold(String alert) {
        return dispatcher.untold(alert);
    }

    void check(@Observes @Priority(5000) StartupEvent started) {
        List<String> faults = new ArrayList<>(faults(config));
        for (RuleSet.Receiver receiver : rules.receivers()) {
            RuleSet.Webhook webhook = receiver.webhook();
            if (webhook != null && webhook.secretFile() == null) {
                LOG.warnf("event=receiver_unsigned receiver=%s", receiver.name());
            } else if (webhook != null) {
                try {
                    Secrets.read(webhook.secretFile());
                } catch (Secrets.Unusable e) {
                    faults.add("receiver " + receiver.name() + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("alert-service does not start: " + String.join("; ", faults));
        }
    }

    void start(@Observes @Priority(6000) StartupEvent started) {
        loop = Loop.start("notification", config.poll(), service::turn);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
            service.stop();
        }
    }

    /** What contradicts itself. */
    static List<String> faults(NotificationConfig config) {
        List<String> faults = new ArrayList<>();
        if (config.claim().compareTo(config.timeout().multipliedBy(2)) < 0) {
            faults.add("countywatch.notification.claim must be twice the timeout at least:"
                    + " nobody else may take a group that is still under way");
        }
        if (config.alertmanager()
                        .hold()
                        .compareTo(config.alertmanager().resend().multipliedBy(2))
                < 0) {
            faults.add("countywatch.notification.alertmanager.hold must be twice resend at least:"
                    + " what fires would end in between");
        }
        return faults;
    }

    private static List<String> watchlists(RuleSet rules, Campaign campaign, String unit) {
        return campaign.units()
                .find(unit)
                .map(found -> rules.watchlistsOf(campaign, found))
                .orElse(List.of());
    }

    /** Receivers may be away as long as they like; whoever looks after them may not. */
    @Readiness
    @Singleton
    static class Ready implements HealthCheck {

        private final Receivers receivers;

        Ready(Receivers receivers) {
            this.receivers = receivers;
        }

        @Override
        public HealthCheckResponse call() {
            return Loop.readiness("notification", receivers.loop, UNWELL_AFTER).build();
        }
    }
}
