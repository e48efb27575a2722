package io.countywatch.consoletest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A long list as the services tell it: so many at once, and where it goes on. */
final class Paged {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> all;
    private final BiPredicate<ObjectNode, Map<String, String>> asked;

    /**
     * @param all in the order of the service
     * @param asked whether an item is among those that a query asks for
     */
    Paged(List<ObjectNode> all, BiPredicate<ObjectNode, Map<String, String>> asked) {
        this.all = all;
        this.asked = asked;
    }

    void answer(Route route) {
        Map<String, String> query = Stream.of(
                        URI.create(route.request().url()).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        List<ObjectNode> matching =
                all.stream().filter(one -> asked.test(one, query)).toList();
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(matching.size(), from + Integer.parseInt(query.get("limit")));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        items.addAll(matching.subList(from, to));
        answer.put("next", to < matching.size() ? Integer.toString(to) : null);
        answer.putObject("freshness").put("evaluatedThrough", "2020-05-28").put("evaluatedAt", "2020-05-29T02:00:00Z");
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
                .setBody(answer.toString()));
    }
}
