package io.countywatch.local;

import io.countywatch.local.stack.Ports;
import io.countywatch.local.stack.RunFolder;
import io.countywatch.local.stack.Service;
import io.countywatch.local.stack.StackException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts one service of a running system again, after a kill or in place of the running one. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Starts a service of the running local system again, or another instance of it; a running one is"
                + " stopped first.")
final class RestartCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Parameters(paramLabel = "SERVICE", description = "intake-service, metrics-service or alert-service")
    private String name;

    @Option(
            names = "--instance",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "another process of the service beside the first, at its port + 10 for 2, + 20 for 3, up to 8")
    private int instance;

    @Override
    public Integer call() {
        RunFolder folder = place.folder();
        Ports ports = place.ports();
        Map<String, Integer> services = Map.of(
                "intake-service", ports.intake(), "metrics-service", ports.metrics(), "alert-service", ports.alert());
        if (!services.containsKey(name)) {
            throw new StackException(
                    "no service " + name + "; there are intake-service, metrics-service, alert-service");
        }
        if (instance < 1 || instance > Service.MAX_INSTANCES) {
            throw new StackException("--instance must be 1 to " + Service.MAX_INSTANCES);
        }
        Service service = new Service(name, services.get(name), folder).instance(instance);
        service.stop(Duration.ofSeconds(20));
        service.start().await(service::isReady, Duration.ofSeconds(120));
        System.out.println(service.name() + " is ready at " + service.uri());
        return 0;
    }
}
