package io.countywatch.alert.evaluation;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Measure;
import io.countywatch.alert.campaign.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The counties whose windows say how paces change in a campaign. Of a large campaign a fixed sample, since more make
 * nothing surer: whoever plays a past day again need not read the whole country. Pure.
 */
public final class Panel {

    private static final int MOST = 100;

    private Panel() {}

    /** Counties that are assessed on a measure; every k-th of them in the order of the campaign, if there are many. */
    static List<Unit> of(Campaign campaign, String measure) {
        List<Unit> assessed = campaign.units().of(Level.COUNTY).stream()
                .filter(county -> campaign.plans().stream()
                        .anyMatch(plan -> plan.measure().equals(measure) && plan.assesses(county)))
                .toList();
        int every = (assessed.size() + MOST - 1) / MOST;
        List<Unit> panel = new ArrayList<>();
        for (int i = 0; i < assessed.size(); i += every) {
            panel.add(assessed.get(i));
        }
        return panel;
    }

    /** Codes of all of them, whatever the measure. */
    public static Set<String> codes(Campaign campaign) {
        Set<String> codes = new TreeSet<>();
        for (Measure measure : campaign.measures()) {
            of(campaign, measure.id()).forEach(county -> codes.add(county.code()));
        }
        return codes;
    }
}
