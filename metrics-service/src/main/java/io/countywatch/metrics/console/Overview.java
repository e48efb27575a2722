package io.countywatch.metrics.console;

import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.figures.UnitFigures;
import java.time.LocalDate;
import java.util.List;

/**
 * The figures of the campaign page.
 *
 * @param measures that have figures in the caller's counties; all of them for who may see everything
 * @param wider the nation and the provinces that are wholly the caller's, with all of their figures
 * @param counties the caller's counties, by code; of several, only the figures of measures of the family {@code status}
 */
public record Overview(
        CampaignFacts campaign, List<Measure> measures, List<UnitFigures> wider, List<UnitFigures> counties) {

    /** @param name by language; null for who may not see everything */
    public record CampaignFacts(
            String id, com.fasterxml.jackson.databind.JsonNode name, LocalDate start, LocalDate end, String timeZone) {}
}
