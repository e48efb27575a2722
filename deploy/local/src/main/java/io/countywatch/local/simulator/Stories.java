package io.countywatch.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Who tells which story: the file {@code stories/<campaign id>.yaml} beside this class. A campaign without one gets all
 * stories in turn and the shares below.
 */
final class Stories {

    private static final double RESETTLED = 0.08;
    private static final double RENOVATED = 0.25;
    private static final double TRAINED = 0.65;

    /** The households that are left at the end, never scaled. */
    record Last(
            String county,
            int households,
            int left,
            int people,
            LocalDate onPlanUntil,
            LocalDate pauseFrom,
            LocalDate resumeOn,
            LocalDate doneBy) {}

    private final Campaign campaign;
    private final JsonNode file;

    private Stories(Campaign campaign, JsonNode file) {
        this.campaign = campaign;
        this.file = file;
    }

    static Stories of(Campaign campaign) {
        YAMLMapper mapper = new YAMLMapper();
        try (InputStream in = Stories.class.getResourceAsStream("stories/" + campaign.id() + ".yaml")) {
            return new Stories(campaign, in == null ? mapper.createObjectNode() : mapper.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Story story(County county) {
        JsonNode node = file.path("counties").path(county.code());
        Story.Kind kind = node.isMissingNode() ? kindByTurn(county) : Story.Kind.valueOf(text(node, "story"));
        LocalDate from = node.has("from")
                ? LocalDate.parse(node.get("from").asText())
                : campaign.start().plusMonths(4);
        double share = kind == Story.Kind.SILENT_VILLAGES || kind == Story.Kind.SCOPE_GROWTH ? 0.1 : 0;
        return new Story(
                kind,
                from,
                node.path("share").asDouble(share),
                node.path("factor").asDouble(0.8));
    }

    private Story.Kind kindByTurn(County county) {
        Story.Kind[] kinds = Story.Kind.values();
        // Half of them steady; with a story file all that it does not name.
        int turn = file.has("counties") ? 0 : campaign.counties().indexOf(county);
        return turn % 2 == 0 ? Story.Kind.STEADY : kinds[turn / 2 % kinds.length];
    }

    double resettledShare() {
        return file.path("resettlement").path("share").asDouble(RESETTLED);
    }

    double renovatedShare() {
        return file.path("renovation").path("share").asDouble(RENOVATED);
    }

    double trainedPerPerson() {
        return file.path("training").path("perPerson").asDouble(TRAINED);
    }

    /** When resettlement is complete everywhere but in {@link #last()}. */
    Optional<LocalDate> resettlementFinish() {
        return Optional.ofNullable(file.path("resettlement").get("finishBy"))
                .map(node -> LocalDate.parse(node.asText()));
    }

    Optional<Last> last() {
        return Optional.ofNullable(file.path("resettlement").get("last"))
                .map(node -> new Last(
                        node.get("county").asText(),
                        node.get("households").asInt(),
                        node.get("left").asInt(),
                        node.get("people").asInt(),
                        LocalDate.parse(node.get("onPlanUntil").asText()),
                        LocalDate.parse(node.get("pauseFrom").asText()),
                        LocalDate.parse(node.get("resumeOn").asText()),
                        LocalDate.parse(node.get("doneBy").asText())));
    }

    Optional<Last> last(County county) {
        return last().filter(last -> last.county().equals(county.code()));
    }

    /** How many items of a programme measure a county has. */
    int items(String measure, County county, int households) {
        JsonNode node = file.path("items").path(measure);
        if (node.has("perHousehold")) {
            return Math.max(1, (int) (households * node.get("perHousehold").asDouble()));
        }
        return node.path("perCounty").asInt(county.villages().size());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText().toUpperCase(Locale.ROOT);
    }
}
