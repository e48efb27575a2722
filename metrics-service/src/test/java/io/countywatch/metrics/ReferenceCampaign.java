package io.countywatch.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the files of the reference campaign say, for oracles: read without the service's loader. */
public final class ReferenceCampaign {

    private static final Path FOLDER = Project.root().resolve("deploy/campaigns/china-2020");

    public static final ZoneId ZONE;
    public static final LocalDate START;
    public static final int CADENCE_DAYS;
    public static final List<Measure> MEASURES;

    private static final List<String[]> UNITS;

    static {
        try {
            JsonNode campaign =
                    new YAMLMapper().readTree(FOLDER.resolve("campaign.yaml").toFile());
            ZONE = ZoneId.of(campaign.get("timeZone").asText());
            START = LocalDate.parse(campaign.get("start").asText());
            CADENCE_DAYS = campaign.at("/cadenceDays/default").asInt();
            List<Measure> measures = new ArrayList<>();
            campaign.get("measures").forEach(measure -> {
                String id = measure.get("id").asText();
                measures.add(new Measure(
                        id,
                        measure.get("unit").asText().equals("persons"),
                        texts(measure.get("scope")),
                        texts(measure.get("done")),
                        // a placement plan is counted over enrolments, whose stages are those of training
                        measure.get("family").asText().equals("placement") ? "training" : id,
                        campaign.at("/cadenceDays/measures").path(id).asInt(CADENCE_DAYS)));
            });
            MEASURES = List.copyOf(measures);
            UNITS = Files.readAllLines(FOLDER.resolve("units.csv")).stream()
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReferenceCampaign() {}

    /**
     * @param persons whether it is counted in persons, otherwise in subjects
     * @param scope stages that must become done
     * @param done stages that are
     * @param countedIn measure whose stages these are
     * @param cadenceDays how often a village should report of it
     */
    public record Measure(
            String id, boolean persons, Set<String> scope, Set<String> done, String countedIn, int cadenceDays) {}

    public static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    public static List<String> counties() {
        return units("county", "");
    }

    public static List<String> villages(String county) {
        return units("village", county + "-");
    }

    private static List<String> units(String level, String prefix) {
        return UNITS.stream()
                .filter(unit -> unit[1].equals(level) && unit[0].startsWith(prefix))
                .map(unit -> unit[0])
                .sorted()
                .toList();
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
