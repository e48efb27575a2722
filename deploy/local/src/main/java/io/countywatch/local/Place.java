package io.countywatch.local;

import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.stack.Ports;
import io.countywatch.local.stack.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which running system a command is about. */
final class Place {

    @Option(names = "--data", paramLabel = "DIR", description = "data folder (default deploy/local/data)")
    private Path data;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "added to every port")
    private int portOffset;

    RunFolder folder() {
        return new RunFolder((data == null ? Project.root().resolve("deploy/local/data") : data)
                .toAbsolutePath()
                .normalize());
    }

    Ports ports() {
        return new Ports(portOffset);
    }

    /** Options that name this place in another command; empty for the default place. */
    String options() {
        String offset = portOffset == 0 ? "" : " --port-offset " + portOffset;
        return offset + (data == null ? "" : " --data " + folder().path());
    }
}
