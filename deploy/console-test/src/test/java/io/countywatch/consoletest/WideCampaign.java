package io.countywatch.consoletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A country of 2,800 counties in 31 provinces with three programmes each, and what became of their households by 27 May. */
final class WideCampaign {

    static final int COUNTIES = 2_800;

    private static final int A_PROVINCE = 91;
    private static final int HOUSEHOLDS = 24;
    private static final int HOUSES = 8;
    private static final int SILENT_ONE_IN = 40;
    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 147;
    private static final String[] SYLLABLES = {
        "an", "bao", "chang", "de", "feng", "gu", "hai", "jing", "kang", "lin", "ming", "ning", "ping", "qing", "rong",
        "shan", "tai", "wu", "xing", "yuan"
    };
    private static final String SIGNS = "安宝昌德丰谷海靖康林明宁平庆荣山泰武兴远";

    private WideCampaign() {}

    /** Writes the campaign's folder. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder yaml = new StringBuilder(
                """
                id: wide
                name: {en: "2,800 counties (synthetic)", zh: "2800个县（虚构）"}
                timeZone: Asia/Shanghai
                start: 2020-01-01
                end: 2020-12-31
                incidenceStandard: {default: 0.02}
                cadenceDays: {default: 7}
                measures:
                  - {id: status, family: status, unit: persons, scope: [POOR, LIFTED, RELAPSED], done: [LIFTED], name: {en: Lifted out of poverty, zh: 脱贫}}
                  - {id: resettlement, family: resettlement, unit: subjects, scope: [STARTED, COMPLETED], done: [COMPLETED], name: {en: Resettlement, zh: 易地扶贫搬迁}}
                  - {id: renovation, family: renovation, unit: subjects, scope: [STARTED, COMPLETED], done: [COMPLETED], name: {en: Renovation, zh: 危房改造}}
                plans:
                """);
        for (String plan : new String[] {"status/2020-12-31", "resettlement/2020-06-30", "renovation/2020-08-31"}) {
            String measure = plan.substring(0, plan.indexOf('/'));
            yaml.append(
                    """
                      - id: wide-%1$s
                        measure: %1$s
                        scope: ["CN"]
                        levels: [county, province, nation]
                        versions:
                          - {version: 1, start: 2020-01-01, due: %2$s}
                        mandatory: true
                    """
                            .formatted(measure, plan.substring(plan.indexOf('/') + 1)));
        }
        Files.writeString(folder.resolve("campaign.yaml"), yaml);
        StringBuilder units =
                new StringBuilder("code,level,parent,name,name_zh,previous_code,people,special,announced_exit\n");
        units.append("CN,nation,,Country,国,,1,,\n");
        IntStream.rangeClosed(0, (COUNTIES - 1) / A_PROVINCE)
                .forEach(i -> units.append(
                        "%d,province,CN,%s,%s,,1,,\n".formatted(11 + i, name(9_000 + i), sign(9_000 + i) + "省")));
        IntStream.rangeClosed(0, (COUNTIES - 1) / A_PROVINCE)
                .forEach(i -> units.append("%1$d01,prefecture,%1$d,Prefecture,州,,1,,\n".formatted(11 + i)));
        IntStream.range(0, COUNTIES)
                .forEach(i -> units.append("%s,county,%s,%s,%s,,1,,\n"
                        .formatted(code(i), code(i).substring(0, 4), name(i), sign(i) + "县")));
        IntStream.range(0, COUNTIES)
                .forEach(i -> units.append("%1$s-001,village,%1$s,Village,村,,1,,\n".formatted(code(i))));
        Files.writeString(folder.resolve("units.csv"), units);
    }

    /** Every event as a line of JSON: registered on 1 January, lifted and housed at the county's own pace since. */
    static void events(Consumer<String> to) {
        Random random = new Random(7);
        for (int i = 0; i < COUNTIES; i++) {
            double pace = 0.7 + 0.7 * random.nextDouble();
            for (int one = 0; one < HOUSEHOLDS; one++) {
                status(to, i, one, START, "POOR");
                int lifted = (int) (366 * (one + random.nextDouble()) / (HOUSEHOLDS * pace));
                if (lifted <= DAYS) {
                    status(to, i, one, START.plusDays(lifted), "LIFTED");
                }
            }
            if (i % SILENT_ONE_IN != 0) {
                to.accept(report(i, "2020-05-27"));
            }
            for (int one = 0; one < HOUSES; one++) {
                String kind = one % 2 == 0 ? "RESETTLEMENT" : "HOUSING_RENOVATION";
                house(to, i, one, kind, START, "STARTED");
                int done = (int) (200 * (one + random.nextDouble()) / (HOUSES * pace));
                if (done <= DAYS) {
                    house(to, i, one, kind, START.plusDays(done), "COMPLETED");
                }
            }
        }
    }

    private static void status(Consumer<String> to, int county, int household, LocalDate day, String status) {
        event(
                to,
                county,
                household,
                "household.status-changed",
                day,
                status,
                "\"status\":\"" + status + "\",\"persons\":4");
    }

    private static void house(
            Consumer<String> to, int county, int household, String kind, LocalDate day, String stage) {
        event(
                to,
                county,
                household,
                "household.relocation-changed",
                day,
                kind + stage,
                "\"kind\":\"" + kind + "\",\"stage\":\"" + stage + "\"");
    }

    private static void event(
            Consumer<String> to, int county, int household, String type, LocalDate day, String what, String data) {
        to.accept(
                """
                {"specversion":"1.0","id":"w%1$s-%2$d-%3$s","source":"/devices/wide","type":"countywatch.%4$s.v1","subject":"h%1$s-%2$d",\
                "time":"%5$sT10:00:00+08:00","countycode":"%1$s","data":{%6$s%7$s}}"""
                        .formatted(
                                code(county),
                                household,
                                what.toLowerCase(Locale.ROOT).replace('_', '-'),
                                type,
                                day,
                                data,
                                type.contains("status") ? ",\"village\":\"" + code(county) + "-001\"" : ""));
    }

    /** One report on a day: it completes the day before. */
    static String report(String day) {
        return report(1, day);
    }

    private static String report(int county, String day) {
        return """
                {"specversion":"1.0","id":"wide-%2$s-%1$s","source":"/devices/wide","type":"countywatch.unit.reported.v1",\
                "subject":"%2$s-001","time":"%1$sT09:30:00+08:00","countycode":"%2$s","data":{"village":"%2$s-001"}}"""
                .formatted(day, code(county));
    }

    private static String code(int county) {
        return "%d01%02d".formatted(11 + county / A_PROVINCE, county % A_PROVINCE + 1);
    }

    private static String name(int i) {
        String name = SYLLABLES[i % 20] + SYLLABLES[i / 20 % 20] + (i >= 400 ? SYLLABLES[i / 400 % 20] : "");
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String sign(int i) {
        return "" + SIGNS.charAt(i % 20) + SIGNS.charAt(i / 20 % 20) + (i >= 400 ? SIGNS.charAt(i / 400 % 20) : "");
    }
}
