package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.snapshot.Snapshots;
import io.countywatch.alert.snapshot.Villages;
import io.countywatch.alert.startup.AlertConfig;
import io.countywatch.alert.startup.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Runs the evaluator of this replica from start to shutdown. */
@Singleton
class EvaluatorService {

    private static final Duration UNWELL_AFTER = Duration.ofSeconds(30);

    private final Evaluator evaluator;
    private final AlertConfig config;
    private volatile Loop loop;

    EvaluatorService(Evaluator evaluator, AlertConfig config) {
        this.evaluator = evaluator;
        this.config = config;
    }

    void start(@Observes @Priority(6000) StartupEvent started) {
        loop = Loop.start("evaluator", config.evaluation().poll(), evaluator::turn);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
            evaluator.stop();
        }
    }

    @Readiness
    @Singleton
    static class Ready implements HealthCheck {

        private final EvaluatorService service;

        Ready(EvaluatorService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            return Loop.readiness("evaluator", service.loop, UNWELL_AFTER)
                    .withData("lease", service.evaluator.holdsLease())
                    .build();
        }
    }

    /** The evaluator with an owner's name that no other process has. */
    static class Producer {

        @Produces
        @Singleton
        Evaluator.Setting setting(Campaign campaign, RuleSet rules, AlertConfig config, Clock clock) {
            return new Evaluator.Setting(campaign, rules, config, clock);
        }

        @Produces
        @Singleton
        Evaluator.Services services(
                Database database, HandlingService handling, EvaluationMeters meters, EvaluationTraces traces) {
            return new Evaluator.Services(database, handling, meters, traces);
        }

        @Produces
        @Singleton
        Evaluator.Sources sources(Snapshots counties, Villages villages) {
            return new Evaluator.Sources(counties, villages);
        }

        @Produces
        @Singleton
        Evaluator evaluator(Evaluator.Setting setting, Evaluator.Sources sources, Evaluator.Services services) {
            return new Evaluator(UUID.randomUUID().toString(), setting, sources, services);
        }
    }
}
