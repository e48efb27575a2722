package io.countywatch.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countywatch.local.simulator.Payload.Status;
import io.countywatch.local.simulator.Payload.StatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {

    private static final LocalDate MIDSUMMER = LocalDate.of(2020, 6, 28);

    private final Campaign china = TestCampaign.china();

    @Test
    void the_same_seed_gives_the_same_bytes() {
        long first = fingerprint(42);

        assertThat(fingerprint(42)).isEqualTo(first);
        assertThat(fingerprint(43)).isNotEqualTo(first);
    }

    private long fingerprint(long seed) {
        Field field = new Field(china, 0.01, seed);
        EventWriter writer = new EventWriter(field.subjects(), china.zone());
        CRC32 crc = new CRC32();
        while (!field.nextDay().isAfter(LocalDate.of(2020, 3, 1))) {
            for (Parcel parcel : field.play()) {
                JsonBuffer out = new JsonBuffer();
                writer.batch(parcel.events(), out);
                out.ascii(parcel.sentAt().toString()).ascii(parcel.form().name());
                crc.update(out.array(), 0, out.length());
            }
        }
        return crc.getValue();
    }

    @Test
    void the_whole_remaining_population_is_registered() {
        Field field = new Field(china, 1, 42);
        long people = 0;
        int households = 0;
        for (Parcel parcel : field.play()) {
            for (FieldEvent event : parcel.events()) {
                if (event.payload() instanceof StatusChanged entry && entry.status() == Status.POOR) {
                    people += entry.persons();
                    households++;
                }
            }
        }

        assertThat(people).isEqualTo(1_549_100);
        assertThat(households).isBetween(395_000, 405_000);
    }

    @Test
    void a_small_scale_keeps_every_county() {
        Field field = new Field(china, 0.0001, 42);
        Set<County> counties = new HashSet<>();
        field.play().forEach(parcel -> counties.add(parcel.device().county()));

        assertThat(counties).hasSameSizeAs(china.counties());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.02})
    void seventy_five_households_are_left_all_in_butuo_on_26_and_27_may(double scale) {
        Field field = new Field(china, scale, 42);
        Books books = new Books(ZoneOffset.ofHours(8));

        play(field, LocalDate.of(2020, 5, 25), books);
        for (LocalDate day = LocalDate.of(2020, 5, 26); day.getDayOfMonth() <= 28; day = day.plusDays(1)) {
            play(field, day, books);
            Map<String, Count> left = notResettled(books);
            assertThat(left).as("on %s", day).isEqualTo(Map.of("513429", new Count(75, 411)));
        }
        assertThat(books.figures()
                        .get(new Figure("513429", "resettlement", "COMPLETED"))
                        .subjects())
                .isEqualTo(565);

        play(field, MIDSUMMER, books);
        assertThat(notResettled(books)).isEmpty();
    }

    private static Map<String, Count> notResettled(Books books) {
        Map<String, Count> left = new HashMap<>();
        books.figures().forEach((figure, count) -> {
            if (figure.measure().equals("resettlement") && !figure.stage().equals("COMPLETED")) {
                left.merge(figure.county(), count, (old, more) -> old.plus(more.subjects(), more.persons()));
            }
        });
        return left;
    }

    @Test
    void half_a_year_has_the_promised_number_of_events_and_of_oddities() {
        Field field = new Field(china, 1, 42);
        long events = 0;
        long sinceStart = 0;
        Parcel.Traits all = new Parcel.Traits(0, 0, 0, 0, 0);
        while (!field.nextDay().isAfter(MIDSUMMER)) {
            boolean register = field.nextDay().isBefore(china.start());
            for (Parcel parcel : field.play()) {
                events += parcel.events().size();
                sinceStart += register ? 0 : parcel.events().size();
                all = sum(all, parcel.traits());
            }
        }

        assertThat(events).isBetween(1_200_000L, 1_500_000L);
        assertThat((double) all.resent() / events).isCloseTo(0.02, within(0.007));
        assertThat((double) all.late() / sinceStart).isCloseTo(0.05, within(0.015));
        assertThat(all.outOfOrder()).isGreaterThan(1000);
        assertThat(all.retractions()).isGreaterThan(1000);
        assertThat(all.broken()).isBetween(200, 2000);
    }

    private static Parcel.Traits sum(Parcel.Traits a, Parcel.Traits b) {
        return new Parcel.Traits(
                a.resent() + b.resent(),
                a.late() + b.late(),
                a.outOfOrder() + b.outOfOrder(),
                a.retractions() + b.retractions(),
                a.broken() + b.broken());
    }

    @Test
    void parcels_are_sent_within_their_day_in_order_within_a_county_and_nothing_comes_from_the_future() {
        Field field = new Field(china, 0.05, 42);
        Map<County, Instant> latest = new HashMap<>();
        while (!field.nextDay().isAfter(LocalDate.of(2020, 2, 15))) {
            LocalDate day = field.nextDay();
            for (Parcel parcel : field.play()) {
                assertThat(parcel.sentAt().atZone(china.zone()).toLocalDate()).isEqualTo(day);
                Instant before = latest.put(parcel.device().county(), parcel.sentAt());
                assertThat(before == null || before.isBefore(parcel.sentAt())).isTrue();
                long limit = parcel.sentAt().plus(Duration.ofMinutes(10)).toEpochMilli();
                assertThat(parcel.events()).allMatch(event -> event.time() <= limit);
                assertThat(parcel.events()).hasSizeLessThanOrEqualTo(1000);
            }
        }
    }

    @Test
    void a_silent_county_says_nothing_and_its_villages_do_not_report() {
        Field field = new Field(china, 0.02, 42);
        play(field, LocalDate.of(2020, 5, 9), new Books(ZoneOffset.ofHours(8)));
        while (!field.nextDay().isAfter(MIDSUMMER)) {
            assertThat(field.play())
                    .noneMatch(parcel -> parcel.device().county().code().equals("653222"));
        }
    }

    @Test
    void some_mistakes_are_taken_back_before_they_arrive() {
        Field field = new Field(china, 0.2, 42);
        Set<EventId> arrived = new HashSet<>();
        Set<EventId> waitedFor = new HashSet<>();
        int early = 0;
        while (!field.nextDay().isAfter(LocalDate.of(2020, 5, 1))) {
            Set<EventId> today = new HashSet<>();
            List<Parcel> parcels = field.play();
            parcels.forEach(parcel -> parcel.events().forEach(event -> today.add(event.id())));
            arrived.addAll(today);
            early += (int) today.stream().filter(waitedFor::remove).count();
            for (Parcel parcel : parcels) {
                for (FieldEvent event : parcel.events()) {
                    if (event.payload() instanceof Payload.Retracted back && !arrived.contains(back.target())) {
                        waitedFor.add(back.target());
                    }
                }
            }
        }

        assertThat(early).isGreaterThan(20);
    }

    private static void play(Field field, LocalDate until, Books books) {
        while (!field.nextDay().isAfter(until)) {
            for (Parcel parcel : field.play()) {
                books.enter(
                        parcel.events().stream()
                                .filter(event -> !(event.payload() instanceof Payload.Broken))
                                .toList(),
                        parcel.sentAt());
            }
        }
    }
}
