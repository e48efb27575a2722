package io.countywatch.local;

import io.countywatch.local.stack.LocalStack;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What the person who runs it sees. */
final class Terminal {

    private final PrintStream out = System.out;

    boolean isInteractive() {
        return System.console() != null && System.getenv("CI") == null;
    }

    synchronized void say(String line) {
        out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    }

    synchronized void print(String text) {
        out.println(text);
    }

    void welcome(LocalStack stack, Place place) {
        String more = place.options();
        String token = "$(deploy/local/token" + more + " --counties '*')";
        print(
                """

                Countywatch is up.
                  console        %s/
                  figures        %s/v1/national
                  alerts         %s/v1/alerts
                  post events    %s/v1/events   (OpenAPI of each service: /q/openapi)
                  Kafka          %s
                  logs           %s
                  try            curl -s -H "Authorization: Bearer %s" %s/v1/counties/513429
                  follow alerts  deploy/local/watch-alerts%s
                """
                        .formatted(
                                stack.metrics().uri(),
                                stack.metrics().uri(),
                                stack.alert().uri(),
                                stack.intake().uri(),
                                stack.kafkaAddress(),
                                place.folder().logs(),
                                token,
                                stack.metrics().uri(),
                                more));
    }
}
