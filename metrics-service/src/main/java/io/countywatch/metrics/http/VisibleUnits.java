package io.countywatch.metrics.http;

import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.campaign.CampaignUnit;
import io.countywatch.metrics.campaign.CampaignUnit.Level;
import io.countywatch.metrics.security.CountyScope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Units as the caller may see them: one outside is not there at all. */
@Singleton
public class VisibleUnits {

    private final Campaign campaign;
    private final Instance<CountyScope> scope;

    VisibleUnits(Campaign campaign, Instance<CountyScope> scope) {
        this.campaign = campaign;
        this.scope = scope;
    }

    /** The caller's counties, by code. */
    public List<CampaignUnit> counties() {
        CountyScope own = scope.get();
        return campaign.units(Level.COUNTY).stream()
                .filter(county -> own.covers(county.code()))
                .toList();
    }

    /** Provinces that are wholly the caller's, by code. */
    public List<CampaignUnit> provinces() {
        CountyScope own = scope.get();
        return campaign.units(Level.PROVINCE).stream()
                .filter(province -> own.coversAllOf(province.code()))
                .toList();
    }

    /** @throws Problem 404 if the campaign has no such county, or the caller may not see it */
    public CampaignUnit county(String code) {
        return visible(code, Level.COUNTY, scope.get().covers(code));
    }

    /** @throws Problem 404 if the campaign has no such province, or not all of it is the caller's */
    public CampaignUnit province(String code) {
        return visible(code, Level.PROVINCE, scope.get().coversAllOf(code));
    }

    /** @throws Problem 404 unless the caller may see everything */
    public CampaignUnit nation() {
        if (!scope.get().isEverything()) {
            throw Problem.notFound();
        }
        return campaign.units(Level.NATION).get(0);
    }

    private CampaignUnit visible(String code, Level level, boolean callers) {
        CampaignUnit unit = campaign.unit(code);
        if (unit == null || unit.level() != level || !callers) {
            throw Problem.notFound();
        }
        return unit;
    }
}
