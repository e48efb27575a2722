package io.countywatch.intake.event;

import io.countywatch.intake.Project;
import io.countywatch.intake.access.Caller;
import io.countywatch.intake.access.CountyScope;
import io.countywatch.intake.campaign.Campaign;
import io.countywatch.intake.campaign.CampaignReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Valid defaults for the tests of the rules. */
final class Fixtures {

    static final Campaign CAMPAIGN = CampaignReader.read(Project.campaign());
    static final Instant RECEIVED = Instant.parse("2020-06-28T12:00:00Z");
    static final EventChecker CHECKER = new EventChecker(CAMPAIGN, 65_536, 16);

    private Fixtures() {}

    static Receipt receipt() {
        return receiptFor("*");
    }

    static Receipt receiptFor(String... counties) {
        return new Receipt(new Caller("worker-1", CountyScope.of(List.of(counties)), null), RECEIVED, Duration.ZERO);
    }

    static Receipt receiptOfDevice(String device) {
        return new Receipt(new Caller("worker-1", CountyScope.of(List.of("*")), device), RECEIVED, Duration.ZERO);
    }

    static Checked check(String json) {
        return check(json, receipt());
    }

    static Checked check(String json, Receipt receipt) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return CHECKER.structured(bytes, 0, bytes.length, receipt);
    }

    /** A valid status event; {@code %s} in a test's text is best replaced by plain string replacement. */
    static String aStatusEvent() {
        return """
        {"specversion":"1.0","id":"e-1","source":"/devices/butuo-07",
         "type":"countywatch.household.status-changed.v1","subject":"hh-1","time":"2020-05-27T16:20:00+08:00",
         "countycode":"513429","data":{"status":"POOR","persons":4}}""";
    }
}
