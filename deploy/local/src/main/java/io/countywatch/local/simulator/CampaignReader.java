package io.countywatch.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a campaign folder. Lenient: unknown keys are refused by the services, which start before the simulator does.
 */
final class CampaignReader {

    private CampaignReader() {}

    /** @throws UncheckedIOException if a file is missing or unreadable */
    static Campaign read(Path folder) {
        try {
            JsonNode yaml =
                    new YAMLMapper().readTree(folder.resolve("campaign.yaml").toFile());
            List<String> programmes = new ArrayList<>();
            for (JsonNode measure : yaml.path("measures")) {
                if (measure.path("family").asText().equals("programme")) {
                    programmes.add(measure.path("id").asText());
                }
            }
            List<Plan> plans = new ArrayList<>();
            yaml.path("plans").forEach(plan -> plans.add(plan(plan)));
            return new Campaign(
                    yaml.path("id").asText(),
                    ZoneId.of(yaml.path("timeZone").asText()),
                    date(yaml, "start"),
                    date(yaml, "end"),
                    counties(folder.resolve("units.csv")),
                    List.copyOf(plans),
                    List.copyOf(programmes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the campaign in " + folder, e);
        }
    }

    private static Plan plan(JsonNode plan) {
        List<String> scope = new ArrayList<>();
        plan.path("scope").forEach(code -> scope.add(code.asText()));
        JsonNode versions = plan.path("versions");
        JsonNode inForce = versions.get(versions.size() - 1);
        LocalDate start = date(inForce, "start");
        LocalDate due = date(inForce, "due");
        TreeMap<LocalDate, Double> points = new TreeMap<>(Map.of(start, 0.0, due, 1.0));
        inForce.path("milestones")
                .forEach(milestone -> points.put(
                        date(milestone, "date"), milestone.path("fraction").asDouble()));
        boolean steps = inForce.path("interpolation").asText().equals("step");
        return new Plan(plan.path("measure").asText(), scope, start, due, Curve.through(points, steps));
    }

    private static List<County> counties(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        Map<String, CSVRecord> rows = new LinkedHashMap<>();
        Map<String, List<Village>> villages = new LinkedHashMap<>();
        try (var parser = format.parse(Files.newBufferedReader(file))) {
            for (CSVRecord row : parser) {
                if (row.get("level").equals("county")) {
                    rows.put(row.get("code"), row);
                } else if (row.get("level").equals("village")) {
                    villages.computeIfAbsent(row.get("parent"), code -> new ArrayList<>())
                            .add(new Village(row.get("code"), Integer.parseInt(row.get("people"))));
                }
            }
        }
        return rows.values().stream()
                .map(row -> new County(
                        row.get("code"),
                        row.get("name"),
                        List.of(row.get("special").split("\\|")).contains("supervised"),
                        List.copyOf(villages.getOrDefault(row.get("code"), List.of()))))
                .toList();
    }

    private static LocalDate date(JsonNode node, String field) {
        return LocalDate.parse(node.path(field).asText());
    }
}
