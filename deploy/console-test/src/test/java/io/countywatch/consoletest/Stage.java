package io.countywatch.consoletest;

import io.countywatch.local.infrastructure.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One running system and one browser for all test classes; ended with the last of them. */
final class Stage implements BeforeAllCallback {

    private static RunningStack stack;
    private static Chromium chromium;

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws IOException {
        if (stack != null) {
            return;
        }
        chromium = new Chromium();
        stack = RunningStack.small(Files.createTempDirectory("countywatch-console"));
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Stage.class))
                .put("stage", (AutoCloseable) Stage::end);
        stack.awaitLoaded();
    }

    /** Ends it early, for what needs the machine to itself. */
    static synchronized void end() {
        if (stack != null) {
            chromium.close();
            stack.close();
            stack = null;
        }
    }

    static RunningStack stack() {
        return stack;
    }

    static Visitor visitor(int width, String locale) {
        return new Visitor(chromium.browser(), stack.console(), width, locale);
    }

    static Path screenshots() throws IOException {
        return Files.createDirectories(Project.root().resolve("deploy/console-test/target/screenshots"));
    }
}
