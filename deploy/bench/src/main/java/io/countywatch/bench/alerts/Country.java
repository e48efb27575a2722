package io.countywatch.bench.alerts;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BiConsumer;

/** A country with one plan for everybody, and its figures on any day; nothing in it is random. */
final class Country {

    /** People in a village; a county has as many times as it has villages. */
    private static final int PEOPLE = 40;

    private static final int COUNTIES_A_PREFECTURE = 10;
    private static final int PREFECTURES_A_PROVINCE = 10;
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 365;

    private final int counties;
    private final int villages;

    /** @param villages in all */
    Country(int counties, int villages) {
        this.counties = counties;
        this.villages = villages;
    }

    /** Writes the campaign: units, one plan, ten rules about counties that use a forecast. */
    void write(Path folder, String forecast) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("campaign.yaml"),
                """
                id: bench
                name: {en: Benchmark, zh: 基准}
                timeZone: Asia/Shanghai
                start: 2020-01-01
                end: 2020-12-31
                incidenceStandard: {default: 0.02}
                cadenceDays: {default: 7}
                measures:
                  - {id: status, family: status, unit: persons, scope: [POOR, LIFTED, RELAPSED], done: [LIFTED], name: {en: Lifting, zh: 脱贫}}
                plans:
                  - id: bench-status
                    measure: status
                    scope: ["CN"]
                    levels: [village, county, province, nation]
                    versions:
                      - {version: 1, start: 2020-01-01, due: 2020-12-31}
                    mandatory: true
                """);
        Files.writeString(
                folder.resolve("rules.yaml"),
                """
                forecast: %s
                rules:
                  - id: county-behind-schedule
                  - id: county-silent
                  - id: county-falling-back
                  - { id: county-first-plan, subject: county, severity: { warning: { statusOfFirst: [BEHIND, CRITICAL] } } }
                  - { id: county-lag-10, subject: county, severity: { warning: { lagDays: "> 10" } } }
                  - { id: county-lag-20, subject: county, severity: { critical: { lagDays: "> 20" } } }
                  - { id: county-unlikely, subject: county, severity: { warning: { probabilityOnTime: "< 0.5" } } }
                  - { id: county-gap, subject: county, severity: { warning: { gap: "> 100" } } }
                  - { id: county-watch, subject: county, severity: { warning: { status: [WATCH] } } }
                  - { id: county-hopeless, subject: county, severity: { critical: { status: [CRITICAL], probabilityOnTime: "< 0.05" } } }
                tests:
                  - { name: behind, rule: county-behind-schedule, days: [{ status: BEHIND, times: 2, expect: FIRING }] }
                  - { name: silent, rule: county-silent, days: [{ silent: true, times: 2, expect: FIRING }] }
                  - { name: back, rule: county-falling-back, days: [{ fallingBack: BEHIND, times: 2, expect: FIRING }] }
                  - { name: first, rule: county-first-plan, days: [{ statusOfFirst: BEHIND, times: 2, expect: FIRING }] }
                  - { name: lag of 10, rule: county-lag-10, days: [{ lagDays: 11, times: 2, expect: FIRING }] }
                  - { name: lag of 20, rule: county-lag-20, days: [{ lagDays: 21, times: 2, expect: FIRING }] }
                  - { name: unlikely, rule: county-unlikely, days: [{ probabilityOnTime: 0.4, times: 2, expect: FIRING }] }
                  - { name: gap, rule: county-gap, days: [{ gap: 101, times: 2, expect: FIRING }] }
                  - { name: watch, rule: county-watch, days: [{ status: WATCH, times: 2, expect: FIRING }] }
                  - name: hopeless
                    rule: county-hopeless
                    days: [{ status: CRITICAL, probabilityOnTime: 0.04, times: 2, expect: FIRING }]
                """
                        .formatted(forecast));
        try (PrintWriter units = new PrintWriter(Files.newBufferedWriter(folder.resolve("units.csv")))) {
            units.println("code,level,parent,name,name_zh,previous_code,people,special,announced_exit");
            units.printf("CN,nation,,Country,国,,%d,,%n", (long) villages * PEOPLE);
            int prefectures = (counties + COUNTIES_A_PREFECTURE - 1) / COUNTIES_A_PREFECTURE;
            for (int i = 0; i * PREFECTURES_A_PROVINCE < prefectures; i++) {
                units.printf("%s,province,CN,Province %d,省,,1,,%n", province(i), i);
            }
            for (int i = 0; i < prefectures; i++) {
                units.printf(
                        "%s,prefecture,%s,Prefecture %d,州,,1,,%n",
                        prefecture(i), prefecture(i).substring(0, 2), i);
            }
            for (int i = 0; i < counties; i++) {
                units.printf(
                        "%s,county,%s,County %d,县,,%d,,%n",
                        county(i), county(i).substring(0, 4), i, villagesOf(i) * PEOPLE);
            }
            for (int i = 0; i < counties; i++) {
                for (int j = 0; j < villagesOf(i); j++) {
                    units.printf("%s,village,%s,Village %d,村,,%d,,%n", village(i, j), county(i), j, PEOPLE);
                }
            }
        }
    }

    /**
     * Every county's value on a day: one in twenty is far behind, the others a little ahead.
     *
     * @param late share of the counties for which something came late for the day before, 0 to 1
     */
    void counties(LocalDate day, long revision, double late, BiConsumer<String, String> to) {
        for (int i = 0; i < counties; i++) {
            boolean restated = i < late * counties;
            String previous = day(i, day.minusDays(1), restated ? revision : 0) + "," + day(i, day.minusDays(2), 0);
            to.accept(
                    county(i),
                    "{\"county\":\"" + county(i) + "\",\"revision\":" + revision + ",\"snapshot\":" + revision
                            + ",\"asOf\":\"" + day.plusDays(1) + "T00:00:02Z\",\"positions\":{\"0\":" + revision + "},"
                            + figures(i, day, 0) + ",\"late\":{\"share7d\":0.01},\"previous\":[" + previous + "]}");
        }
    }

    private String day(int county, LocalDate day, long more) {
        return "{" + figures(county, day, more) + "}";
    }

    private String figures(int county, LocalDate day, long more) {
        long scope = (long) villagesOf(county) * PEOPLE;
        long done = Math.min(scope, Math.round(scope * pace(county) * gone(day)) + more);
        return body(day, scope, done, Math.round(7 * scope * pace(county) / DAYS))
                + ",\"villages\":{\"reporting\":" + villagesOf(county) + ",\"silent\":0,\"silentRemaining\":{}}"
                + ",\"relapse\":{\"relapsed90d\":0,\"liftedBefore\":100}";
    }

    /**
     * Villages' values on a day.
     *
     * @param late share of the counties whose villages are told, and something that came late for the day before with them, 0
     *     to 1; 0: all villages, and nothing came late
     */
    void villages(LocalDate day, long revision, double late, BiConsumer<String, String> to) {
        for (int i = 0; i < counties; i++) {
            if (late > 0 && i >= late * counties) {
                return;
            }
            for (int j = 0; j < villagesOf(i); j++) {
                String previous = late > 0 ? ",\"previous\":[{" + village(i, day.minusDays(1), 1) + "}]" : "";
                to.accept(
                        village(i, j),
                        "{\"village\":\"" + village(i, j) + "\",\"county\":\"" + county(i) + "\",\"revision\":"
                                + revision + ",\"snapshot\":" + revision + ",\"asOf\":\"" + day.plusDays(1)
                                + "T00:00:02Z\"," + village(i, day, 0) + previous + "}");
            }
        }
    }

    private static String village(int county, LocalDate day, long more) {
        return body(day, PEOPLE, Math.min(PEOPLE, Math.round(PEOPLE * pace(county) * gone(day)) + more), 1);
    }

    private static String body(LocalDate day, long scope, long done, long net) {
        String windows = (net + ",").repeat(12) + net;
        return String.format(
                Locale.ROOT,
                "\"effectiveThrough\":\"%s\",\"measures\":{\"status\":{\"POOR\":%s,\"LIFTED\":%s}},"
                        + "\"windows\":{\"status\":[%s]},\"lastReportAt\":\"%sT04:00:00Z\"",
                day,
                count(scope - done),
                count(done),
                windows,
                day);
    }

    private static String count(long persons) {
        return "{\"subjects\":" + persons / 4 + ",\"persons\":" + persons + "}";
    }

    private static double gone(LocalDate day) {
        return ChronoUnit.DAYS.between(START, day) / (double) DAYS;
    }

    private static double pace(int county) {
        return county % 20 == 7 ? 0.6 : 1.05;
    }

    private int villagesOf(int county) {
        return villages / counties + (county < villages % counties ? 1 : 0);
    }

    private static String province(int index) {
        return Integer.toString(11 + index);
    }

    private static String prefecture(int index) {
        return province(index / PREFECTURES_A_PROVINCE) + String.format("%02d", index % PREFECTURES_A_PROVINCE);
    }

    private static String county(int index) {
        return prefecture(index / COUNTIES_A_PREFECTURE) + String.format("%02d", 21 + index % COUNTIES_A_PREFECTURE);
    }

    private static String village(int county, int index) {
        return county(county) + String.format("-%03d", index + 1);
    }
}
