package io.countywatch.intake.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.intake.append.EdgeMemory.Claim;
import io.countywatch.intake.event.ContentHash;
import io.countywatch.intake.event.Identity;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EdgeMemoryTest {

    private static final Identity EVENT = new Identity("/devices/d", "e-1");
    private static final ContentHash CONTENT = new ContentHash(1, 2);

    private final EdgeMemory memory = new EdgeMemory(100);

    @Test
    void a_new_identity_is_fresh_once_and_in_flight_until_it_is_settled() {
        assertThat(memory.claim(EVENT)).isInstanceOf(Claim.Fresh.class);
        assertThat(memory.claim(EVENT)).isInstanceOf(Claim.InFlight.class);
        assertThat(memory.inFlight()).isEqualTo(1);
    }

    @Test
    void whoever_waits_learns_what_was_stored() {
        memory.claim(EVENT);
        AtomicReference<ContentHash> learned = new AtomicReference<>();
        ((Claim.InFlight) memory.claim(EVENT)).content().thenAccept(learned::set);

        memory.stored(EVENT, CONTENT);

        assertThat(learned.get()).isEqualTo(CONTENT);
        assertThat(memory.claim(EVENT)).isEqualTo(new Claim.Stored(CONTENT));
        assertThat(memory.inFlight()).isZero();
    }

    @Test
    void nothing_is_remembered_of_an_attempt_that_failed() {
        memory.claim(EVENT);
        AtomicReference<Object> learned = new AtomicReference<>("nothing yet");
        ((Claim.InFlight) memory.claim(EVENT)).content().thenAccept(learned::set);

        memory.failed(EVENT);

        assertThat(learned.get()).isNull();
        assertThat(memory.claim(EVENT)).isInstanceOf(Claim.Fresh.class);
    }
}
