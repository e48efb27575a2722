package io.countywatch.intake.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countywatch.intake.http.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The checks by hand and the JSON Schemas say the same: of every example, and of any example with one to three of its
 * values replaced, removed or added.
 */
class SchemaAgreementTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> EXAMPLES = examples();

    /** What a JSON Schema cannot say; see the contract's README. */
    private static final Set<ErrorCode> BEYOND_SCHEMAS =
            EnumSet.of(ErrorCode.IN_FUTURE, ErrorCode.INCONSISTENT, ErrorCode.DUPLICATE_KEY);

    private static final String[] VALUES = {
        "null",
        "true",
        "0",
        "1",
        "51",
        "-3",
        "5.0",
        "1.5",
        "1e3",
        "1e400",
        "10000000000",
        "\"\"",
        "\"POOR\"",
        "\"x y\"",
        "\"PLACED\"",
        "\"ENROLLED\"",
        "\"HOUSING_RENOVATION\"",
        "\"COMPLETED\"",
        "\"EMPLOYMENT\"",
        "\"513429\"",
        "\"2020-02-30T00:00:00Z\"",
        "\"2020-02-29T00:00:00z\"",
        "\"/devices/a\"",
        "\"1.0\"",
        "[]",
        "[\"ILLNESS\"]",
        "[\"LAND\",\"LAND\",\"LAND\",\"LAND\"]",
        "{}",
        "{\"a\":[1]}",
        "\"" + "村".repeat(33) + "\"",
        "\"" + "𠀀".repeat(32) + "\"",
        "\"" + "x".repeat(65) + "\"",
        "\"" + "x".repeat(501) + "\""
    };
    private static final String[] NAMES = {
        "id", "subject", "time", "sequence", "datacontenttype", "recordedtime", "ext", "Ext", "data_base64", "persons",
        "village", "causes", "placement", "toCounty", "toVillage", "site", "weight", "reason", "verified", "specversion"
    };

    @Property(tries = 5000)
    void by_hand_and_by_schema_agree(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode event = EXAMPLES.get(random.nextInt(EXAMPLES.size())).deepCopy();
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations; i++) {
            mutate(event, random);
        }

        assertThat(byHand(event.toString())).as(event.toString()).isEqualTo(bySchema(event.toString()));
    }

    private static boolean byHand(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Checked checked = Fixtures.CHECKER.structured(bytes, 0, bytes.length, Fixtures.receipt());
        if (checked instanceof Checked.Valid) {
            return true;
        }
        for (ItemError error : ((Checked.Invalid) checked).errors()) {
            if (isOfTheSchema(error)) {
                return false;
            }
        }
        return true;
    }

    /** Counties, measures and personal data are no business of a schema; an unknown type is. */
    private static boolean isOfTheSchema(ItemError error) {
        if (error.code() == ErrorCode.UNKNOWN) {
            return error.pointer().equals("/type");
        }
        boolean elevenExtensions = error.pointer().isEmpty() && error.code() == ErrorCode.TOO_LONG;
        return !elevenExtensions && !BEYOND_SCHEMAS.contains(error.code());
    }

    private static boolean bySchema(String json) {
        return Schemas.errors("envelope.v1", json).isEmpty();
    }

    private static void mutate(ObjectNode event, Random random) {
        boolean inside = random.nextBoolean() && event.get("data") instanceof ObjectNode;
        ObjectNode target = inside ? (ObjectNode) event.get("data") : event;
        List<String> names = new ArrayList<>();
        target.fieldNames().forEachRemaining(names::add);
        String name = random.nextInt(3) == 0 || names.isEmpty()
                ? NAMES[random.nextInt(NAMES.length)]
                : names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
            target.remove(name);
        } else if (target.get(name) instanceof ArrayNode items && random.nextBoolean()) {
            items.add(value(random));
        } else {
            target.set(name, value(random));
        }
    }

    private static JsonNode value(Random random) {
        try {
            return JSON.readTree(VALUES[random.nextInt(VALUES.length)]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> examples() {
        try {
            List<JsonNode> examples = new ArrayList<>();
            for (Path file : ContractTest.examples().toList()) {
                examples.add(JSON.readTree(Files.readString(file)));
            }
            return examples;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
