package io.countywatch.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Where this process is root, its programs run as {@code nobody} through {@code
 * setpriv} (util-linux, on every Debian), which keeps one capability: to pass folders that only root may enter, since a
 * checkout below {@code /root} is such a folder.
 */
final class Unprivileged {

    private static final String NOBODY = "65534";

    private Unprivileged() {}

    static boolean isNeeded() {
        return "root".equals(System.getProperty("user.name"));
    }

    static List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY));
        whole.addAll(List.of("--clear-groups", "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"));
        whole.addAll(command);
        return whole;
    }

    /** Gives a folder, still empty, to the user that the programs run as. */
    static void own(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", Integer.parseInt(NOBODY));
        Files.setAttribute(folder, "unix:gid", Integer.parseInt(NOBODY));
    }
}
