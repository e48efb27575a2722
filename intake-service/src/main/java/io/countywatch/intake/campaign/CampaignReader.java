package io.countywatch.intake.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Reads a campaign folder: {@code units.csv} and {@code campaign.yaml}. A key that is not known is refused, since it is
 * most likely a misspelt one that would silently do nothing.
 */
public final class CampaignReader {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private CampaignReader() {}

    /** Plans, watchlists and dates are read and checked by the services that use them. */
    record CampaignRecord(
            String id,
            JsonNode name,
            String timeZone,
            String start,
            String end,
            JsonNode incidenceStandard,
            JsonNode cadenceDays,
            List<MeasureRecord> measures,
            JsonNode plans,
            JsonNode watchlists) {}

    record MeasureRecord(String id, String family, String unit, List<String> scope, List<String> done, JsonNode name) {}

    /** @throws IllegalStateException with the file and what is wrong in it */
    public static Campaign read(Path folder) {
        CampaignRecord campaign = campaign(folder.resolve("campaign.yaml"));
        Set<String> measures = campaign.measures().stream()
                .filter(measure -> "programme".equals(measure.family()))
                .map(MeasureRecord::id)
                .collect(Collectors.toSet());
        return new Campaign(campaign.id(), counties(folder.resolve("units.csv")), measures);
    }

    private static CampaignRecord campaign(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            CampaignRecord campaign = YAML.readValue(reader, CampaignRecord.class);
            if (campaign.id() == null || campaign.measures() == null) {
                throw new IllegalStateException(file + ": id and measures are required");
            }
            return campaign;
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalStateException(file + ": unknown key " + e.getPropertyName(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> counties(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
            return rows.stream()
                    .filter(row -> "county".equals(row.get("level")))
                    .map(row -> row.get("code"))
                    .collect(Collectors.toSet());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
