package io.countywatch.consoletest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The types of the console's TypeScript, which the bundler only strips off. The compiler itself comes from the Maven
 * registry and runs in the browser, so that no build needs a Node.
 */
class TypesTest {

    private static final String ORIGIN = "http://types.invalid";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODULE = Project.root().resolve("metrics-service");

    @Test
    void the_console_s_types_hold() throws IOException {
        assertThat(faults(sources()))
                .as("faults found by the TypeScript compiler")
                .isEmpty();
    }

    @Test
    void a_wrong_type_is_found_with_its_file_and_line() throws IOException {
        Map<String, String> sources = sources();
        String file = "src/main/resources/web/app/urgency.ts";
        String planted = sources.get(file) + "\nexport const planted: number = nameless(urgent([], 20200528));\n";
        sources.put(file, planted);
        long line = planted.lines().count();

        assertThat(faults(sources))
                .containsExactlyInAnyOrder(
                        file + ":" + line + " TS2304: Cannot find name 'nameless'.",
                        file + ":" + line
                                + " TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.");
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/main/resources/web/app"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".ts")).toList()) {
                sources.put(MODULE.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<String> faults(Map<String, String> sources) throws IOException {
        Predicate<String> types = path -> path.endsWith(".d.ts") || path.endsWith("package.json");
        Map<String, String> files = new HashMap<>();
        sources.forEach((path, text) -> files.put("/" + path, text));
        Map<String, String> compiler =
                NpmJar.files("typescript", path -> path.startsWith("lib/lib.") || path.equals("lib/typescript.js"));
        String script = compiler.remove("lib/typescript.js");
        compiler.forEach((path, text) -> files.put("/" + path, text));
        for (String name : List.of("lit-html", "echarts", "zrender")) {
            NpmJar.files(name, types).forEach((path, text) -> files.put("/node_modules/" + name + "/" + path, text));
        }
        JsonNode options =
                JSON.readTree(MODULE.resolve("tsconfig.json").toFile()).get("compilerOptions");
        String given = JSON.writeValueAsString(Map.of(
                "files",
                files,
                "roots",
                sources.keySet().stream().map(path -> "/" + path).toList(),
                "options",
                options));
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.browser().newPage();
            serve(page, "/", "text/html", "<script src=/typescript.js></script>");
            serve(page, "/typescript.js", "text/javascript", script);
            serve(page, "/files.json", "application/json", given);
            page.navigate(ORIGIN + "/");
            return JSON.convertValue(
                    page.evaluate(program()), JSON.getTypeFactory().constructCollectionType(List.class, String.class));
        }
    }

    private static void serve(Page page, String path, String type, String body) {
        page.route(
                ORIGIN + path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType(type + ";charset=utf-8")
                        .setBodyBytes(body.getBytes(StandardCharsets.UTF_8))));
    }

    private static String program() throws IOException {
        try (InputStream program = TypesTest.class.getResourceAsStream("check-types.js")) {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
