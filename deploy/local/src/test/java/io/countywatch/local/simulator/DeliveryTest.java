package io.countywatch.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countywatch.local.simulator.Parcel.Form;
import io.countywatch.local.simulator.Payload.Status;
import io.countywatch.local.simulator.StubIntake.Script;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final List<Duration> waits = new ArrayList<>();
    private final County county = new County("513429", "Butuo", true, List.of(new Village("513429-001", 9)));
    private final Device device = new Device("/devices/1", county, Random.of(1, "1"), true, 0);
    private List<StubIntake.Request> requests;

    private Delivered deliver(Form form, int events, Script... misbehaviour) throws Exception {
        List<FieldEvent> captured = new ArrayList<>();
        Place place = new Place(county, county.villages().get(0));
        for (int i = 0; i < events; i++) {
            captured.add(device.capture(
                    i, place, 1_590_000_000_000L + i, new Payload.StatusChanged(Status.POOR, 3, null, false)));
        }
        Instant sentAt = Instant.parse("2020-05-27T10:30:00Z");
        Parcel parcel =
                new Parcel(device, LocalDate.of(2020, 5, 27), sentAt, captured, form, new Parcel.Traits(0, 0, 0, 0, 0));
        try (StubIntake intake = new StubIntake(misbehaviour)) {
            requests = intake.requests;
            EventWriter writer = new EventWriter(new Subjects(100, 1), ZoneId.of("Asia/Shanghai"));
            TokenSource tokens = (caller, counties, scope) -> caller + " " + counties + " " + scope;
            Courier courier = new Courier(HttpClient.newHttpClient(), intake.uri(), tokens, writer);
            return new Delivery(courier, waits::add).deliver(parcel);
        }
    }

    @Test
    void a_batch_is_delivered_when_each_of_its_ids_is_accepted() throws Exception {
        Delivered delivered = deliver(Form.GZIPPED_BATCH, 3);

        assertThat(delivered.accepted).hasSize(3);
        assertThat(waits).isEmpty();
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).sentAt()).isEqualTo("2020-05-27T10:30:00Z");
        assertThat(requests.get(0).authorization()).isEqualTo("Bearer field-513429 [513429] events:write");
        assertThat(requests.get(0).mediaType()).isEqualTo("application/cloudevents-batch+json");
    }

    @Test
    void a_single_event_travels_as_a_structured_event() throws Exception {
        assertThat(deliver(Form.SINGLE, 1).accepted).hasSize(1);
        assertThat(requests.get(0).mediaType()).isEqualTo("application/cloudevents+json");
    }

    @Test
    void an_answer_without_the_header_delivers_nothing() throws Exception {
        Delivered delivered = deliver(Form.BATCH, 2, StubIntake.loginPage());

        assertThat(delivered.accepted).hasSize(2);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).ids()).isEqualTo(requests.get(0).ids());
    }

    @Test
    void after_a_cut_connection_the_same_ids_are_sent_again() throws Exception {
        Delivered delivered = deliver(Form.BATCH, 2, StubIntake.cut(), StubIntake.each(202, index -> "duplicate"));

        assertThat(delivered.duplicate).hasSize(2);
        assertThat(requests.get(1)).isEqualTo(requests.get(0));
    }

    @Test
    void retry_after_is_honoured() throws Exception {
        deliver(
                Form.BATCH,
                2,
                StubIntake.status(503, "Retry-After", "7"),
                StubIntake.status(429, "Retry-After", "3"),
                StubIntake.status(503));

        assertThat(waits).hasSize(3).startsWith(Duration.ofSeconds(7), Duration.ofSeconds(3));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
    }

    @Test
    void of_a_mixed_answer_only_what_is_open_is_sent_again() throws Exception {
        String[] results = {"accepted", "retry", "rejected", "duplicate"};
        Delivered delivered = deliver(Form.BATCH, 4, StubIntake.each(207, index -> results[index]));

        assertThat(delivered.accepted).hasSize(2);
        assertThat(delivered.duplicate).hasSize(1);
        assertThat(delivered.rejected).hasSize(1);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).ids()).containsExactly(requests.get(0).ids().get(1));
    }

    @Test
    void an_answer_that_leaves_an_id_out_does_not_deliver_it() throws Exception {
        Delivered delivered = deliver(Form.BATCH, 2, StubIntake.status(202));

        assertThat(requests).hasSize(2);
        assertThat(delivered.accepted).hasSize(2);
    }

    @Test
    void rejected_events_are_parked_and_counted_by_code() throws Exception {
        Delivered delivered = deliver(Form.SINGLE, 1, StubIntake.status(422));

        assertThat(delivered.rejected).hasSize(1);
        assertThat(delivered.codes).containsOnlyKeys("rejected");
        assertThat(requests).hasSize(1);
    }

    @Test
    void too_large_a_batch_is_halved() throws Exception {
        Delivered delivered = deliver(Form.BATCH, 5, StubIntake.status(413));

        assertThat(delivered.accepted).hasSize(5);
        assertThat(requests).extracting(request -> request.ids().size()).containsExactly(5, 2, 3);
    }

    @Test
    void a_token_that_is_refused_again_and_again_ends_it_without_dropping_data() {
        Script no = StubIntake.status(403);

        assertThatThrownBy(() -> deliver(Form.BATCH, 2, no, no, no, no, no))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("intake answers 403 to the token of /devices/1");
    }
}
