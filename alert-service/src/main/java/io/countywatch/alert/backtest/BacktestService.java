package io.countywatch.alert.backtest;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import io.countywatch.alert.evaluation.Database;
import io.countywatch.alert.evaluation.Panel;
import io.countywatch.alert.notification.Routing;
import io.countywatch.alert.receiver.NotificationConfig;
import io.countywatch.alert.rules.RuleSet;
import io.countywatch.alert.schedule.ForecastModel;
import io.countywatch.alert.snapshot.SnapshotRecord;
import io.countywatch.alert.snapshot.VillageFigures;
import io.countywatch.alert.startup.AlertConfig;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/** Plays kept days to rules: one backtest at a time in each replica, and none that is too large. */
@Singleton
public class BacktestService {

    private final Campaign campaign;
    private final Database database;
    private final AlertConfig config;
    private final NotificationConfig notification;
    private final Semaphore one = new Semaphore(1);

    BacktestService(Campaign campaign, Database database, AlertConfig config, NotificationConfig notification) {
        this.campaign = campaign;
        this.database = database;
        this.config = config;
        this.notification = notification;
    }

    /** More counties and days than are allowed; the message says how many. */
    public static final class TooLarge extends RuntimeException {
        TooLarge(long asked, long most) {
            super("a backtest may read at most " + most + " days of counties, this one would read " + asked
                    + ": fewer days or units");
        }
    }

    /**
     * Runs a backtest; empty if another one is running.
     *
     * @throws TooLarge if it would read more than {@code countywatch.backtest.most-county-days}
     */
    public Optional<Report> run(BacktestRequest request, RuleSet rules) {
        Set<String> counties = counties(request.units());
        if (rules.forecast() == ForecastModel.POOLED_PACES) {
            counties.addAll(Panel.codes(campaign));
        }
        List<LocalDate> days =
                database.inTransaction(connection -> new BacktestStore(connection).days(request.from(), request.to()));
        long asked = (long) days.size() * counties.size();
        if (asked > config.backtest().mostCountyDays()) {
            throw new TooLarge(asked, config.backtest().mostCountyDays());
        }
        if (!one.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(request, rules, counties, days));
        } finally {
            one.release();
        }
    }

    private Report run(BacktestRequest request, RuleSet rules, Set<String> counties, List<LocalDate> days) {
        Routing.Defaults defaults = notification.defaults();
        RouteCount routes = new RouteCount(campaign, rules, defaults, notification.maxAlerts());
        Backtest backtest = new Backtest(campaign, rules, request.units(), routes);
        List<String> villages = counties.stream()
                .flatMap(county -> campaign.units().villagesIn(county).stream())
                .map(Unit::code)
                .toList();
        Map<String, VillageFigures> known = new HashMap<>();
        for (LocalDate day : days) {
            Map<String, VillageFigures> restated = new HashMap<>();
            // A transaction a day: a long one would keep PostgreSQL from tidying up.
            Map<String, SnapshotRecord> figures = database.inTransaction(connection -> {
                BacktestStore store = new BacktestStore(connection);
                List<VillageFigures> news =
                        day.equals(days.get(0)) ? store.villagesBy(day, villages) : store.villagesOn(day, villages);
                news.forEach(village -> known.put(village.village(), village));
                if (request.knownAt() == KnownAt.AS_NOW) {
                    store.villagesRestated(day, villages).forEach(village -> restated.put(village.village(), village));
                }
                return store.counties(day, counties, request.knownAt());
            });
            backtest.day(day, figures, over(known, restated));
        }
        return Report.of(request, rules, days.size(), backtest, outcomes(request, rules, counties));
    }

    /** What late data made of a day is of that day alone, so it does not go into what is known of the next. */
    private static Map<String, VillageFigures> over(
            Map<String, VillageFigures> known, Map<String, VillageFigures> restated) {
        if (restated.isEmpty()) {
            return known;
        }
        Map<String, VillageFigures> all = new HashMap<>(known);
        all.putAll(restated);
        return all;
    }

    /** Also of due dates after the range, if they are over by now. */
    private List<Outcome> outcomes(BacktestRequest request, RuleSet rules, Set<String> counties) {
        Outcomes outcomes = new Outcomes(campaign, rules);
        List<Outcome> all = new ArrayList<>();
        for (LocalDate due : outcomes.dueDates(request.from(), request.to())) {
            Map<String, SnapshotRecord> figures = database.inTransaction(
                    connection -> new BacktestStore(connection).counties(due, counties, KnownAt.AS_NOW));
            all.addAll(outcomes.on(due, request.to(), figures, request.units()));
        }
        return all;
    }

    /** All counties of the provinces that the units lie in: a county is held against its province. */
    private Set<String> counties(Set<String> units) {
        Set<String> counties = new TreeSet<>();
        for (String unit : units) {
            String wide = campaign.units().provinceOf(unit).map(Unit::code).orElse(unit);
            counties.addAll(campaign.units().countiesIn(wide));
        }
        campaign.units().of(Level.COUNTY).stream()
                .map(Unit::code)
                .filter(units::contains)
                .forEach(counties::add);
        return counties;
    }
}
