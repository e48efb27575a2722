package io.countywatch.alert.campaign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.StringReader;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML into records and refuses whatever the records do not know, with file, line, key and reason. */
public final class StrictYaml {

    private static final ObjectMapper MAPPER = mapper();
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|[^.\\[\\]]+");

    private StrictYaml() {}

    private static ObjectMapper mapper() {
        YAMLMapper mapper = YAMLMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        // A code without quotes would lose its leading zero: only strings are texts.
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        return mapper;
    }

    /** @throws IllegalArgumentException with file, line, key and reason, if the text does not fit the type */
    public static <T> T read(String file, String text, Class<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new IllegalArgumentException(file + ": is empty");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(describe(file, text, e), e);
        }
    }

    private static String describe(String file, String text, JacksonException e) {
        String key = e instanceof JsonMappingException mapping ? path(mapping) : "";
        int line = e.getLocation() == null ? 0 : line(text, e.getLocation().getLineNr(), key);
        String where = line > 0 ? file + ":" + line : file;
        String reason;
        if (e instanceof UnrecognizedPropertyException unknown) {
            reason = "unknown key, known here: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        } else if (e.getCause() instanceof IllegalArgumentException refused) {
            reason = refused.getMessage();
        } else {
            reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        }
        return where + (key.isEmpty() ? "" : ": " + key) + ": " + reason;
    }

    /**
     * The line of a text that holds what a path like {@code rules[2].clear.lagDays} names, counted from 1. Where that is
     * not there, the line of what it would lie in.
     */
    public static int line(String text, String path) {
        Iterator<Node> documents = new Yaml().composeAll(new StringReader(text)).iterator();
        Node node = documents.hasNext() ? documents.next() : null;
        int line = node == null ? 1 : line(node);
        Matcher steps = STEP.matcher(path);
        while (node != null && steps.find()) {
            Node inside = null;
            if (node instanceof SequenceNode list && steps.group(1) != null) {
                int index = Integer.parseInt(steps.group(1));
                inside = index < list.getValue().size() ? list.getValue().get(index) : null;
                line = inside == null ? line : line(inside);
            } else if (node instanceof MappingNode map) {
                for (NodeTuple entry : map.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(steps.group())) {
                        line = line(key);
                        inside = entry.getValueNode();
                    }
                }
            }
            node = inside;
        }
        return line;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** The parser has already read on when it refuses something: the path leads back to the line that holds it. */
    private static int line(String text, int reached, String path) {
        try {
            return path.isEmpty() ? reached : line(text, path);
        } catch (YAMLException e) {
            return reached; // what comes behind is no YAML, either
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
