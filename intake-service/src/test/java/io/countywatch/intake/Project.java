package io.countywatch.intake;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the tests find the contract and the campaign. */
public final class Project {

    private Project() {}

    /** The checkout's root: the first folder upwards that holds {@code deploy/contracts}. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("deploy/contracts"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run the tests inside the checkout");
        }
        return folder;
    }

    public static Path contracts() {
        return root().resolve("deploy/contracts");
    }

    public static Path campaign() {
        return root().resolve("deploy/campaigns/china-2020");
    }
}
