package io.countywatch.systemtest;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The reference campaign in a folder of the test's own, to be changed. Without its rules: then the service's hold. */
record CampaignCopy(Path folder) {

    static final Path ORIGINAL = Project.root().resolve("deploy/campaigns/china-2020");

    private static final String UNITS = "units.csv";

    /** @param parent where the folder is made */
    static CampaignCopy in(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("campaign"));
        for (String file : List.of("campaign.yaml", UNITS, "population.csv")) {
            Files.copy(ORIGINAL.resolve(file), folder.resolve(file));
        }
        return new CampaignCopy(folder);
    }

    /** Takes a county and its villages away. */
    CampaignCopy without(String county) throws IOException {
        Path units = folder.resolve(UNITS);
        Files.write(
                units,
                Files.readAllLines(units).stream()
                        .filter(line -> !line.startsWith(county))
                        .toList());
        return this;
    }

    /** Gives it rules for whoever is started from now on. */
    CampaignCopy rules(String rules) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), rules);
        return this;
    }

    /** Codes of its counties. */
    List<String> counties() throws IOException {
        return Files.readAllLines(folder.resolve(UNITS)).stream()
                .map(line -> line.split(","))
                .filter(columns -> columns[1].equals("county"))
                .map(columns -> columns[0])
                .toList();
    }
}
