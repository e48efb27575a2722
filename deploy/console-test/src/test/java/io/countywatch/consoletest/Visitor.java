package io.countywatch.consoletest;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Somebody at a browser of their own, and everything that it complained about. */
final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final URI console;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<Response> answers = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    Visitor(Browser browser, URI console, int width, String locale) {
        this.console = console;
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setLocale(locale));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onResponse(answers::add);
        page.onRequest(requests::add);
    }

    /** Comes to the console and picks a role at the sign-in. */
    Visitor signedInAs(String role) {
        page.navigate(console.toString());
        page.getByText(role).click();
        page.waitForSelector("main h1");
        return this;
    }

    /** Goes there by its address and waits until something is to be read. */
    Visitor at(String path) {
        page.navigate(console.resolve(path).toString());
        page.waitForSelector("main h1");
        return this;
    }

    Page page() {
        return page;
    }

    /** From now on the page gets what the services answer with other figures in it. @param path a pattern of addresses */
    void getsChanged(String path, UnaryOperator<String> change) {
        page.route(path, route -> {
            APIResponse answer = route.fetch();
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(change.apply(answer.text())));
        });
    }

    /** The section with this title's id. */
    Locator section(String title) {
        return page.locator("section[aria-labelledby='" + title + "-title']");
    }

    Locator heading() {
        return page.locator("main h1");
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** What the browser's console said that it should not have. */
    /** The browser's own word about an answer that a test has put in. */
    void hasComplainedOfAnswer(int status) {
        page.waitForCondition(() -> complaints.removeIf(
                one -> one.startsWith("error: Failed to load resource") && one.contains("status of " + status)));
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Answers so far to paths of the services; none to what was asked before, which the browser may have let go. */
    List<Response> answers() {
        return answers.stream()
                .filter(answer -> requests.contains(answer.request()))
                .filter(answer -> URI.create(answer.url()).getPath().startsWith("/v1/"))
                .toList();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What came over the wire so far, each address once: news may have made the page ask again. Streams have no end. */
    long bytes() {
        return requests.stream()
                .filter(request -> !request.url().endsWith("/stream")
                        // One that has not ended yet, or whose page is gone, has no times.
                        && request.timing() != null
                        && request.timing().responseEnd > 0)
                .collect(Collectors.toMap(Request::url, Function.identity(), (first, again) -> first))
                .values()
                .stream()
                .mapToLong(request -> request.sizes().responseBodySize + request.sizes().responseHeadersSize)
                .sum();
    }

    void forgetRequests() {
        requests.clear();
        answers.clear();
    }

    @Override
    public void close() {
        context.close();
    }
}
