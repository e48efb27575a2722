package io.countywatch.local;

import io.countywatch.local.stack.LocalStack;
import io.countywatch.local.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    private final Sight sight;
    private final Consumer<String> say;
    private final String options;
    private final Set<String> down = new HashSet<>();
    private final Set<String> unseen = new HashSet<>();
    private final Thread main = Thread.currentThread();
    private volatile String endedServer;

    /**
     * What is watched.
     *
     * @param endedServer says which server has ended
     * @param closing whether services end because they are told to
     */
    record Sight(List<Watched> services, Supplier<Optional<String>> endedServer, BooleanSupplier closing) {

        static Sight of(LocalStack stack) {
            return new Sight(stack.services().stream().map(Watched::of).toList(), stack::endedServer, stack::isClosed);
        }
    }

    /** A service. */
    record Watched(String name, Path log, BooleanSupplier runs) {

        static Watched of(Service service) {
            return new Watched(
                    service.name(), service.log(), () -> service.running().isPresent());
        }
    }

    /** @param options of this run, for the command that starts a service again */
    ServiceWatch(Sight sight, Consumer<String> say, String options, Duration every) {
        this.sight = sight;
        this.say = say;
        this.options = options;
        timer.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing gets through: the timer would end without a word, and nobody would hear of anything any more. */
    private void look() {
        attempt("the servers", () -> sight.endedServer().get().ifPresent(this::end));
        for (Watched service : sight.services()) {
            attempt(service.name(), () -> look(service));
        }
    }

    private void end(String sentence) {
        endedServer = sentence;
        timer.shutdown();
        main.interrupt();
    }

    private void look(Watched service) {
        boolean runs = service.runs().getAsBoolean();
        if (!runs && !sight.closing().getAsBoolean() && down.add(service.name())) {
            say.accept(service.name() + " has ended; its log is " + service.log()
                    + "; start it again with: deploy/local/restart " + service.name() + options);
        } else if (runs && down.remove(service.name())) {
            say.accept(service.name() + " runs again");
        }
    }

    /** One that cannot be looked at keeps nobody else from being; said once, until it can be again. */
    private void attempt(String what, Runnable look) {
        try {
            look.run();
            unseen.remove(what);
        } catch (RuntimeException | Error e) {
            if (unseen.add(what)) {
                say.accept("cannot look after " + what + " for the moment: " + e);
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
