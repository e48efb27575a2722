package io.countywatch.intake.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.countywatch.intake.event.Reading.Readable;
import io.countywatch.intake.event.Reading.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads one item in one pass over its bytes: attributes, known fields, personal data, and where {@code data} begins and
 * ends. Thread-safe.
 */
final class EventReader {

    private static final Unreadable NOT_AN_OBJECT = unreadable("", ErrorCode.WRONG_TYPE, "not a JSON object", false);
    private static final Unreadable NOT_JSON = unreadable("", ErrorCode.WRONG_TYPE, "not JSON", true);
    private static final Unreadable NOT_UTF8 = unreadable("", ErrorCode.WRONG_TYPE, "not UTF-8", false);
    private static final Unreadable BEYOND_LIMITS = new Unreadable(
            ItemCode.EVENT_TOO_LARGE,
            new ItemError("", ErrorCode.TOO_LONG, "nested too deeply, or a name or number that is too long"),
            false);

    private final JsonFactory json;
    private final JsonFactory jsonOfData;

    /** @param nesting how deep arrays and objects may be nested; the event itself is the first level */
    EventReader(int nesting) {
        this.json = factory(nesting);
        this.jsonOfData = factory(nesting - 1);
    }

    private static JsonFactory factory(int nesting) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(nesting)
                        .maxNumberLength(64)
                        .maxNameLength(256)
                        .build())
                // Names come from outside: interning them would be slow, and keep them for ever.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** Reads a structured event from {@code bytes[from, to)}. */
    Reading structured(byte[] bytes, int from, int to) {
        Findings findings = new Findings(PersonalData.mayBeIn(bytes, from, to));
        return read(json, bytes, from, to, findings, (parser, event) -> {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                readMember(parser, event, bytes, from);
            }
        });
    }

    /**
     * Reads an event in binary mode: attributes by their names without {@code ce-}, and {@code data} in {@code bytes[from,
     * to)}.
     */
    Reading binary(Map<String, String> attributes, byte[] bytes, int from, int to) {
        Reading reading = read(jsonOfData, bytes, from, to, new Findings(), (parser, event) -> {
            DataReader.readMembers(parser, event);
            event.setData(Arrays.copyOfRange(bytes, from, to));
        });
        if (reading instanceof Readable readable) {
            attributes.forEach((name, value) -> readHeader(readable.event(), name, value));
        }
        return reading;
    }

    private interface Body {
        void read(JsonParser parser, RawEvent event) throws IOException;
    }

    private static Reading read(JsonFactory factory, byte[] bytes, int from, int to, Findings findings, Body body) {
        if (!Utf8.isValid(bytes, from, to)) {
            return NOT_UTF8;
        }
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return skipRest(parser);
            }
            RawEvent event = new RawEvent(findings);
            body.read(parser, event);
            return parser.nextToken() == null ? new Readable(event) : NOT_JSON;
        } catch (DuplicateKey duplicate) {
            return unreadable(duplicate.pointer(), ErrorCode.DUPLICATE_KEY, "given twice", false);
        } catch (StreamConstraintsException beyond) {
            return BEYOND_LIMITS;
        } catch (JsonProcessingException syntax) {
            return NOT_JSON;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** The item is a scalar or an array: is it at least JSON? */
    private static Reading skipRest(JsonParser parser) throws IOException {
        if (parser.currentToken() == null) {
            return NOT_JSON;
        }
        parser.skipChildren();
        return parser.nextToken() == null ? NOT_AN_OBJECT : NOT_JSON;
    }

    private static void readMember(JsonParser parser, RawEvent event, byte[] bytes, int from) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        Attribute attribute = Attribute.named(name);
        if (attribute != null) {
            if (event.get(attribute) != null) {
                throw new DuplicateKey(parser, attribute.pointer());
            }
            // A sequence is a counter: one that looks like a telephone number is still a counter.
            Findings findings = attribute == Attribute.SEQUENCE ? new Findings() : event.findings();
            event.set(attribute, JsonValues.read(parser, attribute.pointer(), findings));
        } else if (name.equals("data")) {
            readData(parser, token, event, bytes, from);
        } else {
            Extensions.read(parser, name, event);
        }
    }

    private static void readData(JsonParser parser, JsonToken token, RawEvent event, byte[] bytes, int from)
            throws IOException {
        if (event.data() != null || event.dataKind() != null) {
            throw new DuplicateKey(parser, "/data");
        }
        if (token != JsonToken.START_OBJECT) {
            event.setDataKind(JsonValues.read(parser, "/data", event.findings()));
            return;
        }
        int start = from + (int) parser.currentTokenLocation().getByteOffset();
        DataReader.readMembers(parser, event);
        int end = from + (int) parser.currentLocation().getByteOffset();
        event.setData(Arrays.copyOfRange(bytes, start, end));
    }

    private static void readHeader(RawEvent event, String name, String value) {
        Attribute attribute = Attribute.named(name);
        if (attribute != null) {
            event.set(attribute, value);
            if (attribute != Attribute.SEQUENCE) {
                JsonValues.inspect(value, attribute.pointer(), event.findings());
            }
        } else {
            Extensions.add(event, name, value);
        }
    }

    private static Unreadable unreadable(String pointer, ErrorCode code, String detail, boolean syntax) {
        return new Unreadable(ItemCode.INVALID_JSON, new ItemError(pointer, code, detail), syntax);
    }
}
