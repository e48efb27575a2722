package io.countywatch.intake.append;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while Kafka answers. Asked in the background: a probe that waits for a Kafka that is away would itself time
 * out, and say nothing.
 */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {

    private static final int ASK_EVERY_MILLIS = 2_000;
    private static final int ANSWER_WITHIN_MILLIS = 1_500;

    private final KafkaClientService clients;
    private volatile Admin admin;
    private volatile boolean reachable;
    private volatile long timer = -1;

    KafkaReadiness(KafkaClientService clients) {
        this.clients = clients;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        Map<String, Object> settings =
                new HashMap<>(clients.getProducer(AppendBeans.CHANNEL).configuration());
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "intake-readiness");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        admin = Admin.create(settings);
        ask();
        timer = vertx.setPeriodic(ASK_EVERY_MILLIS, unused -> ask());
    }

    private void ask() {
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MILLIS))
                .nodes()
                .whenComplete((nodes, failure) -> reachable = failure == null && !nodes.isEmpty());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka").status(reachable).build();
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer);
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
