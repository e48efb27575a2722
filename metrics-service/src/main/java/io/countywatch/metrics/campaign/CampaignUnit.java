package io.countywatch.metrics.campaign;

/**
 * A county, or what counties are summed into or split into.
 *
 * @param level nation, province, prefecture, county or village
 * @param parent code of the next level up; empty for the nation
 */
public record CampaignUnit(String code, Level level, String parent, String name, String nameZh) {

    /** From the widest to the narrowest. */
    public enum Level {
        NATION,
        PROVINCE,
        PREFECTURE,
        COUNTY,
        VILLAGE
    }
}
