package io.countywatch.alert;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The reference campaign in a folder of its own, for other rules than its own: the packaged ones until some are given. */
public final class CampaignFolder implements AutoCloseable {

    private static final Path REFERENCE = Project.root().resolve("deploy/campaigns/china-2020");

    private final Path path;

    public CampaignFolder() throws IOException {
        path = Files.createTempDirectory("campaign");
        for (String file : new String[] {"campaign.yaml", "units.csv", "population.csv"}) {
            Files.copy(REFERENCE.resolve(file), path.resolve(file));
        }
    }

    /** The same, for whom no file can be told about. */
    static CampaignFolder make() {
        try {
            return new CampaignFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public void rules(String text) throws IOException {
        Files.writeString(path.resolve("rules.yaml"), text);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
