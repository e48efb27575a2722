package io.countywatch.metrics.console;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The page's Content-Security-Policy: nothing from elsewhere, nothing inline. Pure. */
final class ContentPolicy {

    private ContentPolicy() {}

    /** @param others services beside our own origin that the page may ask */
    static String of(List<URI> others) {
        String connect =
                others.stream().map(uri -> " " + origin(uri)).distinct().collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'"
                + connect
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
