package io.countywatch.local.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A child process whose output goes to a file and that is waited for, signalled and killed by its process id. */
public final class ServerProcess {

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; {@code environment} is added to this process's own. */
    public static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path workingFolder, Path log) {
        try {
            Files.createDirectories(workingFolder);
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new ServerProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Runs a command to its end. @throws IllegalStateException with the end of its output if it fails */
    static void run(String name, List<String> command, Path workingFolder, Path log) {
        ServerProcess process = start(name, command, Map.of(), workingFolder, log);
        try {
            int code = process.process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(name + " failed with code " + code + ":\n" + process.lastLines());
            }
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + name, e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Exit code of a process that has ended (128 + signal when killed). */
    public int exitCode() {
        return process.exitValue();
    }

    /** Waits until {@code ready} holds. @throws IllegalStateException if the process ends first or time runs out */
    public void await(BooleanSupplier ready, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with code " + process.exitValue() + " while starting:\n" + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " was not ready in " + atMost.toSeconds() + " s; see " + log);
            }
            pause(Duration.ofMillis(50));
        }
    }

    /** Sends a signal by its name, for example INT, STOP or CONT. */
    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * {@code kill -9}, and waits for the end, also of its children that end because their parent has: PostgreSQL's hold
     * memory that the next server on the same folder refuses to find in use.
     */
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
        CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 10, TimeUnit.SECONDS)
                .join();
    }

    /** Asks it to end with that signal; kills it if it has not after {@code patience}. */
    public void stop(String signal, Duration patience) {
        if (process.isAlive()) {
            signal(signal);
            if (!awaitEnd(patience)) {
                kill();
            }
        }
    }

    private boolean awaitEnd(Duration atMost) {
        boolean interrupted = false;
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return !process.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The end of what it wrote, for an error message. */
    public String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no output in " + log + ")";
        }
    }

    /** A port nobody listens on at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody accepts connections on a port of this machine. */
    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The {@code java} of this process. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
