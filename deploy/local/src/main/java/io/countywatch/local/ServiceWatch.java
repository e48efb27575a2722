package io.countywatch.local;

import io.countywatch.local.stack.LocalStack;
import io.countywatch.local.stack.Service;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says when a service has ended by itself, and how to start it again; nothing is restarted behind anybody's back. */
final class ServiceWatch implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "service-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> down = new HashSet<>();

    ServiceWatch(LocalStack stack, Terminal terminal) {
        timer.scheduleWithFixedDelay(() -> look(stack, terminal), 1, 1, TimeUnit.SECONDS);
    }

    private void look(LocalStack stack, Terminal terminal) {
        for (Service service : stack.services()) {
            boolean runs = service.running().isPresent();
            if (!runs && !stack.isClosed() && down.add(service.name())) {
                terminal.say(service.name() + " has ended; its log is " + service.log()
                        + "; start it again with: deploy/local/restart " + service.name());
            } else if (runs && down.remove(service.name())) {
                terminal.say(service.name() + " runs again");
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
