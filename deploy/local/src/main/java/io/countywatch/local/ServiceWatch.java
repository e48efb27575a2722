package io.countywatch.local;

import io.countywatch.local.stack.LocalStack;
import io.countywatch.local.stack.Service;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says when a service has ended by itself, and how to start it again; nothing is restarted behind anybody's back. Without
 * one of the servers nothing goes on: then the waiting thread is interrupted.
 */
final class ServiceWatch implements AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "service-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> down = new HashSet<>();
    private final Thread main = Thread.currentThread();
    private volatile String endedServer;

    ServiceWatch(LocalStack stack, Terminal terminal, Place place) {
        timer.scheduleWithFixedDelay(() -> look(stack, terminal, place), 1, 1, TimeUnit.SECONDS);
    }

    private void look(LocalStack stack, Terminal terminal, Place place) {
        stack.endedServer().ifPresent(sentence -> {
            endedServer = sentence;
            timer.shutdown();
            main.interrupt();
        });
        for (Service service : stack.services()) {
            boolean runs = service.running().isPresent();
            if (!runs && !stack.isClosed() && down.add(service.name())) {
                terminal.say(service.name() + " has ended; its log is " + service.log()
                        + "; start it again with: deploy/local/restart " + service.name() + place.options());
            } else if (runs && down.remove(service.name())) {
                terminal.say(service.name() + " runs again");
            }
        }
    }

    /** Why the waiting thread was interrupted; null if it was not by us. */
    String endedServer() {
        return endedServer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
