package io.countywatch.alert.console;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.schedule.FallingBack;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What counties say, how late, and how many of their households fell back: from their newest snapshots. */
@Singleton
class CountyReports {

    private final Snapshots snapshots;
    private final Campaign campaign;

    CountyReports(Snapshots snapshots, Campaign campaign) {
        this.snapshots = snapshots;
        this.campaign = campaign;
    }

    Optional<SnapshotRecord> newest(Unit county) {
        return snapshots.newest(county.code());
    }

    /** By county; one without a snapshot is missing. */
    Map<String, Outlook.Reporting> of(List<Unit> counties) {
        Map<String, Double> rates = new HashMap<>();
        Map<String, Outlook.Reporting> reports = new HashMap<>();
        for (Unit county : counties) {
            String province =
                    campaign.units().provinceOf(county.code()).map(Unit::code).orElse(county.code());
            double rate = rates.computeIfAbsent(province, this::rate);
            newest(county).ifPresent(snapshot -> reports.put(county.code(), reporting(snapshot, rate)));
        }
        return reports;
    }

    private static Outlook.Reporting reporting(SnapshotRecord snapshot, double provinceRate) {
        SnapshotRecord.Relapse relapse = snapshot.relapse();
        return new Outlook.Reporting(
                snapshot.lastReportAt(),
                snapshot.villages().reporting(),
                snapshot.villages().silent(),
                relapse.relapsed90d(),
                relapse.liftedBefore(),
                FallingBack.of(relapse.relapsed90d(), relapse.liftedBefore(), provinceRate)
                        .status(),
                snapshot.late().share7d());
    }

    private double rate(String province) {
        long relapsed = 0;
        long lifted = 0;
        for (String code : campaign.units().countiesIn(province)) {
            SnapshotRecord.Relapse relapse =
                    snapshots.newest(code).map(SnapshotRecord::relapse).orElse(null);
            relapsed += relapse == null ? 0 : relapse.relapsed90d();
            lifted += relapse == null ? 0 : relapse.liftedBefore();
        }
        return FallingBack.rate(relapsed, lifted);
    }
}
