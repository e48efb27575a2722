package io.countywatch.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Where this process is root, its programs run as {@code nobody} through {@code
 * setpriv} (util-linux, on every Debian), which keeps one capability: to pass folders that only root may enter, since a
 * checkout below {@code /root} or in a {@code mktemp -d} is such a folder.
 *
 * <p>Opening and executing heed that capability; {@code access(2)}, with which {@code initdb} looks for {@code postgres},
 * heeds it only where the kernel does not fix up capabilities by user ({@code SECBIT_NO_SETUID_FIXUP} in capabilities(7)).
 * Setting that takes a capability that not every container has, so it is asked for only where a folder is in the way.
 */
final class Unprivileged {

    private static final String NOBODY = "65534";

    private Unprivileged() {}

    static boolean isNeeded() {
        return "root".equals(System.getProperty("user.name"));
    }

    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
        whole.addAll(List.of("--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"));
        if (!everybodyReaches(Path.of(command.get(0)))) {
            whole.add("--securebits=+no_setuid_fixup");
        }
        whole.add("--");
        whole.addAll(command);
        return whole;
    }

    private static boolean everybodyReaches(Path program) {
        for (Path folder = program.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            try {
                if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Gives a folder, still empty, to the user that the programs run as. */
    static void own(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", Integer.parseInt(NOBODY));
        Files.setAttribute(folder, "unix:gid", Integer.parseInt(NOBODY));
    }
}
