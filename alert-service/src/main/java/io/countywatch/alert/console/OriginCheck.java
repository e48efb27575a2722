package io.countywatch.alert.console;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start where more than one page, or any at all, could read answers in somebody's browser. */
@ApplicationScoped
class OriginCheck {

    private final List<String> origins;

    OriginCheck(@ConfigProperty(name = "quarkus.http.cors.origins") List<String> origins) {
        this.origins = origins;
    }

    void check(@Observes @Priority(5000) StartupEvent started) {
        if (!isOne(origins)) {
            throw new IllegalStateException(
                    "alert-service does not start: countywatch.console.origin must be one origin"
                            + " such as https://countywatch.example, without a path and without *");
        }
    }

    /** One origin, spelled out: no star, no pattern between slashes, no list. */
    static boolean isOne(List<String> origins) {
        return origins.size() == 1 && origins.get(0).matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");
    }
}
