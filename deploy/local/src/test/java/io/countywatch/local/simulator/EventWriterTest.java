package io.countywatch.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventWriterTest {

    private static final Pattern MOBILE = Pattern.compile("(?<!\\d)1[3-9]\\d{9}(?!\\d)");

    @Test
    void every_event_is_json_of_the_contract_and_looks_like_nobodys_telephone() throws Exception {
        Campaign china = TestCampaign.china();
        Field field = new Field(china, 0.02, 7);
        EventWriter writer = new EventWriter(field.subjects(), china.zone());
        ObjectMapper json = new ObjectMapper();
        Set<String> identities = new HashSet<>();
        int resent = 0;
        int events = 0;
        while (!field.nextDay().isAfter(LocalDate.of(2020, 2, 20))) {
            for (Parcel parcel : field.play()) {
                JsonBuffer out = new JsonBuffer();
                writer.batch(parcel.events(), out);
                for (JsonNode event : json.readTree(out.array(), 0, out.length())) {
                    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
                    assertThat(UUID.fromString(event.path("id").asText()).version())
                            .isEqualTo(7);
                    assertThat(event.path("subject").asText()).matches("[A-Za-z0-9._:-]{1,64}");
                    assertThat(event.path("type").asText()).startsWith("countywatch.");
                    assertThat(event.path("data").isObject()).isTrue();
                    assertThat(MOBILE.matcher(event.toString()).find()).isFalse();
                    identities.add(
                            event.path("source").asText() + event.path("id").asText());
                    events++;
                }
                resent += parcel.traits().resent();
            }
        }

        assertThat(identities).hasSize(events - resent);
    }

    @Test
    void times_carry_the_offset_of_the_campaign() {
        Campaign china = TestCampaign.china();
        Place place = new Place(china.counties().get(0), null);
        Device device = new Device("/devices/1", place.county(), Random.of(1, "1"), true, 0);
        FieldEvent event = device.capture(
                0,
                place,
                1_590_537_600_007L,
                new Payload.StatusChanged(Payload.Status.AT_RISK, 4, Payload.Cause.WATER, true));
        JsonBuffer out = new JsonBuffer();
        new EventWriter(new Subjects(1, 1), china.zone()).event(event, out);

        assertThat(new String(out.toBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                .contains("\"time\":\"2020-05-27T08:00:00.007+08:00\"")
                .contains("\"sequence\":\"0\"")
                .endsWith("\"data\":{\"status\":\"AT_RISK\",\"persons\":4,\"causes\":[\"WATER\"],\"verified\":true}}");
    }

    @Test
    void another_campaign_without_stories_is_played_too() throws Exception {
        Path folder = Files.createTempDirectory("campaign");
        Files.writeString(
                folder.resolve("units.csv"),
                """
                code,level,parent,name,name_zh,previous_code,people,special,announced_exit
                CN,nation,,Nation,,,900,,
                010101,county,0101,"One, and only",,,600,supervised,
                010102,county,0101,Two,,,300,,
                010101-001,village,010101,A,,,600,,
                010102-001,village,010102,B,,,300,,
                """);
        Files.writeString(
                folder.resolve("campaign.yaml"),
                """
                id: elsewhere
                timeZone: America/Lima
                start: 2021-03-01
                end: 2021-12-31
                measures:
                  - {id: status, family: status}
                  - {id: wells, family: programme}
                plans:
                  - id: wells
                    measure: wells
                    scope: ["0101"]
                    versions:
                      - {version: 1, start: 2021-03-01, due: 2021-09-30, interpolation: step,
                         milestones: [{date: 2021-05-01, fraction: 0.5}]}
                """);
        Field field = new Field(CampaignReader.read(folder), 1, 1);
        Books books = new Books(ZoneOffset.ofHours(8));
        while (!field.nextDay().isAfter(LocalDate.of(2021, 10, 15))) {
            field.play().forEach(parcel -> books.enter(parcel.events(), parcel.sentAt()));
        }

        assertThat(books.figures())
                .containsEntry(new Figure("010101", "wells", "COMPLETED"), new Count(1, 1))
                .containsKey(new Figure("010102", "status", "LIFTED"));
    }
}
