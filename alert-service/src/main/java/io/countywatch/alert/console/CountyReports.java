package io.countywatch.alert.console;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.schedule.FallingBack;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.Snapshots;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What counties say, how late, and how many of their households fell back: now, or as a past day was evaluated. */
@Singleton
class CountyReports {

    private final Snapshots snapshots;
    private final PastStore past;
    private final Campaign campaign;

    CountyReports(Snapshots snapshots, PastStore past, Campaign campaign) {
        this.snapshots = snapshots;
        this.past = past;
        this.campaign = campaign;
    }

    /** A county's figures, and what they say. */
    record Told(SnapshotRecord snapshot, Outlook.Reporting reporting) {}

    /**
     * As a county's figures were when a day was evaluated; the newest where none of that day are kept, which is told by
     * their own day.
     */
    Optional<Told> on(LocalDate day, Unit county) {
        Map<String, SnapshotRecord> kept = past.figures(day, campaign.units().countiesIn(province(county)));
        return kept.containsKey(county.code())
                ? told(county, code -> Optional.ofNullable(kept.get(code)))
                : now(county);
    }

    /** By the newest figures; empty before the first. */
    Optional<Told> now(Unit county) {
        return told(county, snapshots::newest);
    }

    private Optional<Told> told(Unit county, Function<String, Optional<SnapshotRecord>> figures) {
        return figures.apply(county.code())
                .map(snapshot -> new Told(snapshot, reporting(snapshot, rate(province(county), figures))));
    }

    /** By county, now; one without a snapshot is missing. */
    Map<String, Outlook.Reporting> of(List<Unit> counties) {
        Map<String, Double> rates = new HashMap<>();
        Map<String, Outlook.Reporting> reports = new HashMap<>();
        for (Unit county : counties) {
            double rate = rates.computeIfAbsent(province(county), province -> rate(province, snapshots::newest));
            snapshots
                    .newest(county.code())
                    .ifPresent(snapshot -> reports.put(county.code(), reporting(snapshot, rate)));
        }
        return reports;
    }

    private static Outlook.Reporting reporting(SnapshotRecord snapshot, double provinceRate) {
        long atRisk = snapshot.households("AT_RISK");
        long register = snapshot.register();
        SnapshotRecord.Relapse relapse = snapshot.relapse();
        return new Outlook.Reporting(
                snapshot.lastReportAt(),
                snapshot.villages().reporting(),
                snapshot.villages().silent(),
                relapse.relapsed90d(),
                relapse.liftedBefore(),
                FallingBack.of(relapse.relapsed90d(), relapse.liftedBefore(), provinceRate)
                        .status(),
                relapse.liftedAgain90d(),
                atRisk,
                register,
                FallingBack.suspiciousRegister(atRisk, register),
                snapshot.late().share7d());
    }

    private String province(Unit county) {
        return campaign.units().provinceOf(county.code()).map(Unit::code).orElse(county.code());
    }

    private double rate(String province, Function<String, Optional<SnapshotRecord>> figures) {
        long relapsed = 0;
        long lifted = 0;
        for (String code : campaign.units().countiesIn(province)) {
            SnapshotRecord.Relapse relapse =
                    figures.apply(code).map(SnapshotRecord::relapse).orElse(null);
            relapsed += relapse == null ? 0 : relapse.relapsed90d();
            lifted += relapse == null ? 0 : relapse.liftedBefore();
        }
        return FallingBack.rate(relapsed, lifted);
    }
}
