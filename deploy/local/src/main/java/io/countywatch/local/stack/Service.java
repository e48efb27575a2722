package io.countywatch.local.stack;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of our services as a process. It is started through a script in the data folder, so that a person can start it
 * again in just the same way after a kill.
 */
public final class Service {

    // HTTP/1.1: a question that is not answered closes its connection. With an upgrade to HTTP/2 all later ones would
    // go by
    // the same, and one bad connection would look like a service that is never ready.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /** Most processes of one service; the ninth is the version beside (Rebuild). */
    public static final int MAX_INSTANCES = 8;

    /** Between the ports of two instances of a service. */
    private static final int PORTS_APART = 10;

    private final String name;
    private final String original;
    private final int port;
    private final RunFolder folder;
    private volatile String lastAnswer = "nothing";

    /** @param name folder of the service in the checkout */
    public Service(String name, int port, RunFolder folder) {
        this(name, name, port, folder);
    }

    private Service(String name, String original, int port, RunFolder folder) {
        this.name = name;
        this.original = original;
        this.port = port;
        this.folder = folder;
    }

    /**
     * Another process of this service, beside the first, which is number 1: with the same settings, its own port, log and
     * process id.
     */
    public Service instance(int number) {
        return number == 1 ? this : new Service(name + "-" + number, name, port + PORTS_APART * (number - 1), folder);
    }

    public String name() {
        return name;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path log() {
        return folder.logs().resolve(name + ".log");
    }

    /** What starts it. */
    public Path script() {
        return folder.of("run").resolve(name + ".sh");
    }

    private Path pidFile() {
        return folder.of("run").resolve(name + ".pid");
    }

    /** Writes the script with all of its settings; readable by its owner only. */
    void prepare(List<String> jvmOptions, Map<String, String> environment) {
        Path jar = Project.root().resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException(name + " is not built: " + jar + " is missing");
        }
        StringBuilder script = new StringBuilder("#!/bin/sh\n# Starts " + name + " as deploy/local/run does.\n");
        environment.forEach((key, value) -> script.append("export ")
                .append(key)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
        script.append("exec '").append(ServerProcess.java()).append("' ");
        jvmOptions.forEach(option -> script.append(option).append(' '));
        script.append("-jar '").append(jar).append("'\n");
        try {
            // A run before this one may have had more instances: their process ids are others' by now.
            for (int number = 1; number <= MAX_INSTANCES; number++) {
                Files.deleteIfExists(instance(number).script());
                Files.deleteIfExists(instance(number).pidFile());
            }
            writeScript(script.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + script() + ": " + e.getMessage(), e);
        }
    }

    /** Starts it; does not wait. */
    public ServerProcess start() {
        if (!Files.exists(folder.of("run").resolve(original + ".sh"))) {
            throw new StackException("nothing has run in " + folder.path() + "; start deploy/local/run first");
        }
        if (!name.equals(original)) {
            copyScript();
        }
        ServerProcess process = ServerProcess.start(name, List.of(script().toString()), Map.of(), folder.path(), log());
        try {
            writePid(process.pid());
        } catch (IOException e) {
            process.kill();
            throw new UncheckedIOException(e);
        }
        return process;
    }

    /** In one piece: whoever looks at the same time must not find half a number. */
    private void writePid(long pid) throws IOException {
        Path whole = Files.writeString(folder.of("run").resolve(name + ".pid.new"), Long.toString(pid));
        Files.move(whole, pidFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The first instance's script with another port; one that is there is kept, as somebody may have changed it. */
    private void copyScript() {
        if (Files.exists(script())) {
            return;
        }
        if (ServerProcess.listens(port)) {
            throw new StackException("port " + port + " (" + name + ") is taken");
        }
        try {
            writeScript(Files.readString(folder.of("run").resolve(original + ".sh"))
                    .replaceAll("(?m)^export QUARKUS_HTTP_PORT=.*$", "export QUARKUS_HTTP_PORT='" + port + "'"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + script() + ": " + e.getMessage(), e);
        }
    }

    private void writeScript(String text) throws IOException {
        Files.createFile(script(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script(), text);
    }

    /** Whether it answers that it is ready. */
    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri().resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            lastAnswer = answer.statusCode() + " " + answer.body().replaceAll("\\s+", " ");
            return answer.statusCode() == 200;
        } catch (IOException e) {
            lastAnswer = e.getClass().getSimpleName();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it said when it was last asked whether it is ready, or why there was no answer. */
    String lastAnswer() {
        return lastAnswer;
    }

    /** The process as last started, by whomever. */
    public Optional<ProcessHandle> running() {
        try {
            return Files.exists(pidFile())
                    ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile())))
                            .filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and SIGKILL if it has not ended after that time. */
    public void stop(Duration patience) {
        running().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                process.destroyForcibly();
            }
        });
    }
}
