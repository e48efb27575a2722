package io.countywatch.consoletest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One running system and one browser for all test classes; ended with the last of them. */
final class Stage implements BeforeAllCallback {

    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));

    private static RunningStack stack;
    private static Browser browser;

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws IOException {
        if (stack != null) {
            return;
        }
        if (!Files.isExecutable(CHROMIUM)) {
            throw new IllegalStateException(CHROMIUM + " is missing: apt install chromium, or -Dchromium=PATH");
        }
        // It takes the installed Chromium and must not fetch one of its own.
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox", // it does not start as root otherwise
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        stack = new RunningStack(Files.createTempDirectory("countywatch-console"));
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Stage.class))
                .put("stage", (AutoCloseable) () -> {
                    playwright.close();
                    stack.close();
                });
        stack.awaitLoaded();
    }

    static RunningStack stack() {
        return stack;
    }

    static Visitor visitor(int width, String locale) {
        return new Visitor(browser, stack.console(), width, locale);
    }

    static Path screenshots() throws IOException {
        return Files.createDirectories(Project.root().resolve("deploy/console-test/target/screenshots"));
    }
}
