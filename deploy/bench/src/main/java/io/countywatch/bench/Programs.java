package io.countywatch.bench;

import io.countywatch.local.infrastructure.ServerProcess;
import io.countywatch.local.stack.LocalStack;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What runs the service and its database: without options what the local run uses, with them what production does. */
public final class Programs {

    @Option(
            names = "--java",
            description = "the java that runs metrics-service, e.g. of a JDK 25, as in the images;"
                    + " default: the one that runs this")
    private String java = ServerProcess.java();

    @Option(
            names = "--jvm",
            defaultValue = LocalStack.FOR_BATCHES,
            description = "options of its JVM beside the heap; default ${DEFAULT-VALUE}")
    private String jvm;

    @Option(
            names = "--postgres",
            description = "folder with initdb and postgres, e.g. /usr/lib/postgresql/15/bin of a Debian package;"
                    + " default: the embedded one, which is built to be small (-Os) and costs a fifth more CPU")
    private Path postgres;

    public String java() {
        return java;
    }

    public List<String> jvm() {
        return List.of(jvm.split(" "));
    }

    /** Null: the embedded one. */
    public Path postgres() {
        return postgres;
    }
}
