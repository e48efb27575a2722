package io.countywatch.metrics.console;

import io.countywatch.metrics.MetricsConfig;
import io.quarkiverse.web.bundler.runtime.Bundle;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The page, the same for every view: which one it is stands in its address. It holds no data and no secret; what it may
 * show is settled by the token that it gets from the sign-in.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ShellResource {

    private final Response page;

    ShellResource(MetricsConfig config, Bundle bundle) {
        MetricsConfig.Console console = config.console();
        List<URI> others = Stream.concat(Stream.of(console.alertsUrl()), console.authority().stream())
                .toList();
        page = Response.ok(html(console, bundle), MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", ContentPolicy.of(others))
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                // The page names the bundle by its hash: only the page itself must be asked for anew.
                .header("Cache-Control", "no-cache")
                .build();
    }

    @GET
    @Operation(hidden = true)
    public Response campaign() {
        return page;
    }

    @GET
    @Path("/{view: signed-in|alerts|quality}")
    @Operation(hidden = true)
    public Response view() {
        return page;
    }

    @GET
    @Path("/{view: counties|provinces|nation|alerts}/{id}")
    @Operation(hidden = true)
    public Response unit() {
        return page;
    }

    private static String html(MetricsConfig.Console console, Bundle bundle) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Countywatch</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light">
                <meta name="countywatch-alerts" content="%s">
                <meta name="countywatch-authority" content="%s">
                <meta name="countywatch-client" content="%s">
                <link rel="icon" href="/static/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%s">
                <script type="module" src="%s"></script>
                </head>
                <body><div id="console"></div><noscript>This page needs JavaScript.</noscript></body>
                </html>
                """
                .formatted(
                        escaped(console.alertsUrl().toString()),
                        escaped(console.authority().map(URI::toString).orElse("")),
                        escaped(console.clientId()),
                        bundle.style("app"),
                        bundle.script("app"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
