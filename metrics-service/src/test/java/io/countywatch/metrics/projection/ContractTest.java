package io.countywatch.metrics.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.metrics.Campaigns;
import io.countywatch.metrics.Contracts;
import io.countywatch.metrics.fold.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example event of the contract can be applied, for ever. */
class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventDecoder DECODER = new EventDecoder(Campaigns.CHINA);
    private static final Map<String, Class<? extends Fact>> TYPES = Map.of(
            "household.status-changed.v1", Fact.StatusChanged.class,
            "household.relocation-changed.v1", Fact.RelocationChanged.class,
            "household.training-changed.v1", Fact.TrainingChanged.class,
            "programme.progressed.v1", Fact.ProgrammeProgressed.class,
            "inspection.sampled.v1", Fact.InspectionSampled.class,
            "unit.reported.v1", Fact.UnitReported.class,
            "event.retracted.v1", Fact.Retracted.class);

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_a_fact_of_its_type(Path file) throws IOException {
        Decoded decoded =
                DECODER.decode(Messages.structured(JSON.readTree(file.toFile())).at(0, 0));

        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        Fact fact = ((Decoded.Valid) decoded).event().event().fact();
        assertThat(fact).isInstanceOf(TYPES.get(file.getParent().getFileName().toString()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_written_otherwise_is_the_same_event(Path file) throws IOException {
        JsonNode event = JSON.readTree(file.toFile());
        Messages compact = Messages.structured(event);
        Messages pretty = Messages.structured(event)
                .data(event.get("data").toPrettyString())
                .with("traceparent", "00-1");

        assertThat(hash(pretty)).isEqualTo(hash(compact));
    }

    static List<Path> examples() {
        return TYPES.keySet().stream()
                .sorted()
                .flatMap(type -> Contracts.examples(type).stream())
                .toList();
    }

    private static long hash(Messages message) {
        return ((Decoded.Valid) DECODER.decode(message.at(0, 0))).event().payloadHash();
    }
}
