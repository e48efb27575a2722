package io.countywatch.local.stack;

import io.countywatch.local.infrastructure.ServerProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ports of a local system.
 *
 * @param offset added to every port, so that two systems can run side by side
 */
public record Ports(int offset) {

    /** @throws IllegalArgumentException if a port would not be a port */
    public Ports {
        if (offset < -4000 || offset > 56000) {
            throw new IllegalArgumentException("--port-offset must be between -4000 and 56000");
        }
    }

    public int intake() {
        return 8081 + offset;
    }

    public int metrics() {
        return 8082 + offset;
    }

    public int alert() {
        return 8083 + offset;
    }

    /** Of the local sign-in. */
    public int signIn() {
        return 8084 + offset;
    }

    public int kafka() {
        return 9092 + offset;
    }

    public int kafkaController() {
        return 9093 + offset;
    }

    public int postgres() {
        return 5432 + offset;
    }

    /** Used with {@code --observe} only. */
    public int prometheus() {
        return 9090 + offset;
    }

    /** @throws StackException if somebody listens on one of them already */
    void mustBeFree() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("intake-service", intake());
        all.put("metrics-service", metrics());
        all.put("alert-service", alert());
        all.put("sign-in", signIn());
        all.put("Kafka", kafka());
        all.put("Kafka's controller", kafkaController());
        all.put("PostgreSQL", postgres());
        all.forEach((user, port) -> {
            if (ServerProcess.listens(port)) {
                throw new StackException("port " + port + " (" + user
                        + ") is taken; move all ports with --port-offset, for example --port-offset 100");
            }
        });
    }
}
