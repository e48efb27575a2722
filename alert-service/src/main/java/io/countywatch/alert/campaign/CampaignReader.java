package io.countywatch.alert.campaign;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads a campaign folder: {@code campaign.yaml} and {@code units.csv}. */
public final class CampaignReader {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private CampaignReader() {}

    /**
     * Reads and checks a campaign.
     *
     * @throws IllegalArgumentException with file, key and reason, if a file is missing or wrong
     */
    public static Campaign read(Path folder) {
        Path yaml = folder.resolve("campaign.yaml");
        Path csv = folder.resolve("units.csv");
        for (Path file : List.of(yaml, csv)) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        file + ": cannot be read; countywatch.campaign.dir must name a campaign folder");
            }
        }
        try {
            Campaign.Document document =
                    StrictYaml.read(yaml.toString(), Files.readString(yaml), Campaign.Document.class);
            if (document.id() == null
                    || document.timeZone() == null
                    || document.start() == null
                    || document.measures() == null) {
                throw new IllegalArgumentException(yaml + ": id, timeZone, start and measures are required");
            }
            return new Campaign(
                    document.id(),
                    document.timeZone(),
                    document.start(),
                    document.measures(),
                    document.plans() == null ? List.of() : document.plans(),
                    document.watchlists() == null ? List.of() : document.watchlists(),
                    new Units(units(csv)),
                    exitStandard(document.incidenceStandard(), folder.resolve("population.csv")),
                    document.cadenceDays() == null ? Campaign.Cadence.WEEKLY : document.cadenceDays());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the campaign in " + folder, e);
        }
    }

    private static Campaign.ExitStandard exitStandard(Campaign.IncidenceStandard standard, Path csv)
            throws IOException {
        Map<String, Long> population = new HashMap<>();
        if (Files.isReadable(csv)) {
            try (Reader reader = Files.newBufferedReader(csv)) {
                for (CSVRecord row : FORMAT.parse(reader)) {
                    population.put(row.get("code"), Long.parseLong(row.get("population")));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(csv + ": " + e.getMessage(), e);
            }
        }
        double normal = standard == null ? 0 : standard.normal();
        Map<String, Double> provinces =
                standard == null || standard.provinces() == null ? Map.of() : standard.provinces();
        return new Campaign.ExitStandard(normal, provinces, population);
    }

    private static List<Unit> units(Path csv) throws IOException {
        List<Unit> units = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(csv)) {
            for (CSVRecord row : FORMAT.parse(reader)) {
                units.add(new Unit(
                        row.get("code"),
                        Level.valueOf(row.get("level").toUpperCase(Locale.ROOT)),
                        row.get("parent"),
                        row.get("name"),
                        row.get("name_zh"),
                        row.get("people").isEmpty() ? 0 : Long.parseLong(row.get("people"))));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(csv + ": " + e.getMessage(), e);
        }
        return units;
    }
}
