package io.countywatch.local.signin;

import java.util.LinkedHashMap;
import java.util.Map;

/** The page that asks who somebody wants to be. */
final class RolePage {

    static final String STYLE =
            """
            body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: #1c2530; background: #f4f5f7; margin: 0; }
            main { max-width: 26rem; margin: 12vh auto; padding: 2rem; background: #fff; border: 1px solid #dfe3e8; border-radius: 10px; }
            h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
            p { color: #4d5a68; margin: 0 0 1.25rem; }
            ul { list-style: none; margin: 0; padding: 0; }
            a { display: flex; justify-content: space-between; gap: 1rem; padding: .8rem 1rem; margin-top: .5rem; color: inherit;
                text-decoration: none; border: 1px solid #c5ccd4; border-radius: 8px; }
            a:hover, a:focus-visible { border-color: #1f5fa8; outline: 2px solid #1f5fa8; outline-offset: 1px; }
            """;

    private RolePage() {}

    static String of(Provider provider, Map<String, String> request) {
        StringBuilder roles = new StringBuilder();
        for (DemoRole role : provider.roles()) {
            Map<String, String> picked = new LinkedHashMap<>(request);
            picked.put("role", role.id());
            roles.append("<li><a href=\"/code?")
                    .append(escaped(Query.write(picked)))
                    .append("\"><span>")
                    .append(escaped(role.name()))
                    .append("</span><span lang=\"zh\">")
                    .append(escaped(role.nameZh()))
                    .append("</span></a></li>\n");
        }
        return html(
                "Who are you today?",
                "<p>This is the sign-in of the local stack. It asks for no password and exists nowhere else.</p>\n<ul>\n"
                        + roles + "</ul>");
    }

    static String fault(String fault) {
        return html("This does not work", "<p>" + escaped(fault) + "</p>");
    }

    private static String html(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Countywatch: sign in</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/style.css"></head>
                <body><main><h1>%s</h1>
                %s
                </main></body></html>
                """
                .formatted(title, body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
