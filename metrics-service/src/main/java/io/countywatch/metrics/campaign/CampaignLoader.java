package io.countywatch.metrics.campaign;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads a campaign folder: {@code campaign.yaml} and {@code units.csv}. Unknown keys are refused. */
public final class CampaignLoader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private CampaignLoader() {}

    /** @throws CampaignException in one sentence that names the file, if the folder cannot be used */
    public static Campaign load(Path folder) {
        Path file = folder.resolve("campaign.yaml");
        Definition definition = read(file);
        try {
            return campaign(definition, folder);
        } catch (NullPointerException | DateTimeException e) {
            throw new CampaignException(file, e);
        }
    }

    private static Campaign campaign(Definition definition, Path folder) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        definition.measures().forEach(measure -> measures.put(measure.id(), measure));
        return new Campaign(
                definition.id(),
                definition.name(),
                ZoneId.of(definition.timeZone()),
                definition.start(),
                definition.end(),
                measures,
                units(folder.resolve("units.csv")),
                new Campaign.Cadence(
                        definition.cadenceDays().defaultDays(),
                        definition.cadenceDays().measures() == null
                                ? Map.of()
                                : definition.cadenceDays().measures()));
    }

    private static Definition read(Path file) {
        try {
            return YAML.readValue(file.toFile(), Definition.class);
        } catch (IOException e) {
            throw new CampaignException(file, e);
        }
    }

    private static List<CampaignUnit> units(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<CampaignUnit> units = new ArrayList<>();
            for (CSVRecord row : format.parse(reader)) {
                units.add(new CampaignUnit(
                        row.get("code"),
                        Level.valueOf(row.get("level").toUpperCase(Locale.ROOT)),
                        row.get("parent"),
                        row.get("name"),
                        row.get("name_zh")));
            }
            return units;
        } catch (IOException | IllegalArgumentException e) {
            throw new CampaignException(file, e);
        }
    }

    /** The parts that this service uses are typed; plans and watchlists are alert-service's to check. */
    private record Definition(
            String id,
            JsonNode name,
            String timeZone,
            LocalDate start,
            LocalDate end,
            JsonNode incidenceStandard,
            CadenceDays cadenceDays,
            List<Measure> measures,
            JsonNode plans,
            JsonNode watchlists) {

        Definition {
            requireNonNull(timeZone, "timeZone is missing");
            requireNonNull(start, "start is missing");
            requireNonNull(cadenceDays, "cadenceDays is missing");
            requireNonNull(measures, "measures is missing");
        }
    }

    private record CadenceDays(@JsonProperty("default") int defaultDays, Map<String, Integer> measures) {}
}
