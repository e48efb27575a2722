package io.countywatch.local.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is: the folder that holds {@code deploy/contracts}. */
public final class Project {

    private Project() {}

    /**
     * The checkout's top folder: {@code -Dproject.root} if set, else the nearest one above the working folder.
     *
     * @throws IllegalStateException if neither holds {@code deploy/contracts}
     */
    public static Path root() {
        String configured = System.getProperty("project.root");
        Path start = Path.of(configured == null ? "" : configured).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("deploy/contracts"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no deploy/contracts in " + start + " or above it: run inside the checkout");
    }

    /** Built files of this module: the class path of broker and launcher, the unpacked PostgreSQL. */
    static Path target() {
        return root().resolve("deploy/local/target");
    }
}
