package io.countywatch.local.signin;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Somebody that a visitor of the local stack can be.
 *
 * @param id claim {@code sub}: what acknowledgements and silences name
 * @param counties as in the claim of that name
 */
public record DemoRole(String id, String name, String nameZh, List<String> counties) {

    private static final String PREFERRED_PROVINCE = "51";
    private static final String PREFERRED_COUNTY = "513429";

    /** The whole campaign, one of its provinces and one of its counties; of the reference campaign Sichuan and Butuo. */
    public static List<DemoRole> of(Path campaign) {
        List<CSVRecord> units = units(campaign.resolve("units.csv"));
        List<DemoRole> roles = new ArrayList<>();
        roles.add(new DemoRole("national-office", "National office", "国家级", List.of("*")));
        unit(units, "province", PREFERRED_PROVINCE)
                .ifPresent(unit -> roles.add(new DemoRole(
                        "province-" + unit.get("code"),
                        unit.get("name") + " province",
                        unit.get("name_zh"),
                        List.of(unit.get("code") + "*"))));
        unit(units, "county", PREFERRED_COUNTY)
                .ifPresent(unit -> roles.add(new DemoRole(
                        "county-" + unit.get("code"),
                        unit.get("name") + " county",
                        unit.get("name_zh"),
                        List.of(unit.get("code")))));
        return List.copyOf(roles);
    }

    private static Optional<CSVRecord> unit(List<CSVRecord> units, String level, String preferred) {
        return units.stream()
                .filter(unit -> unit.get("level").equals(level))
                .min(java.util.Comparator.comparing(
                        (CSVRecord unit) -> unit.get("code").equals(preferred) ? "" : unit.get("code")));
    }

    private static List<CSVRecord> units(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return format.parse(reader).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
