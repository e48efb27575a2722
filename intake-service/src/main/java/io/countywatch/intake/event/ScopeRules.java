package io.countywatch.intake.event;

import io.countywatch.intake.access.CountyScope;
import io.countywatch.intake.campaign.Campaign;
import java.util.List;

/** What the caller may write. */
final class ScopeRules {

    static final List<Rule> ALL = List.of(ScopeRules::countyIsTheCallers, ScopeRules::deviceIsTheCallers);

    private ScopeRules() {}

    /** For a resettlement either end is enough: the household is handed over from one county to the other. */
    static void countyIsTheCallers(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        String county = event.text(Attribute.COUNTYCODE);
        CountyScope scope = receipt.caller().counties();
        if (county == null || !campaign.counties().contains(county) || scope.contains(county)) {
            return;
        }
        boolean otherEnd = type == EventType.RELOCATION_CHANGED
                && "RESETTLEMENT".equals(event.field("kind"))
                && event.field("toCounty") instanceof String target
                && campaign.counties().contains(target)
                && scope.contains(target);
        if (!otherEnd) {
            findings.add(
                    ItemCode.OUT_OF_SCOPE,
                    Attribute.COUNTYCODE.pointer(),
                    ErrorCode.FORBIDDEN,
                    "not a county of the token");
        }
    }

    static void deviceIsTheCallers(
            RawEvent event, EventType type, Campaign campaign, Receipt receipt, Findings findings) {
        String source = event.text(Attribute.SOURCE);
        String device = receipt.caller().device();
        if (device != null && source != null && Texts.isSource(source) && !Texts.isSourceOf(source, device)) {
            findings.add(
                    ItemCode.OUT_OF_SCOPE,
                    Attribute.SOURCE.pointer(),
                    ErrorCode.FORBIDDEN,
                    "not the device of the token");
        }
    }
}
