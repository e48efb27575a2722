package io.countywatch.shared.startup;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a packaged service must not be started with, as a pure function of its settings. Values are never told, only
 * names.
 */
final class UnsafeSettings {

    private static final Set<String> DEFAULT_SECRETS =
            Set.of("admin", "changeit", "changeme", "countywatch", "password", "postgres", "secret");
    private static final List<String> SECRETS = List.of(
            "quarkus.datasource.password",
            "quarkus.oidc.credentials.secret",
            "quarkus.oidc.credentials.client-secret.value",
            "kafka.ssl.keystore.password",
            "kafka.ssl.key.password",
            "kafka.sasl.jaas.config");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    private static final List<Function<UnsafeSettings, Stream<String>>> RULES = List.of(
            UnsafeSettings::tokens,
            UnsafeSettings::kafka,
            UnsafeSettings::producers,
            UnsafeSettings::database,
            UnsafeSettings::secrets,
            UnsafeSettings::origins,
            UnsafeSettings::clock);
    private static final List<Function<UnsafeSettings, Stream<String>>> MIGRATION_RULES =
            List.of(UnsafeSettings::database, UnsafeSettings::secrets);
    private static final List<Function<UnsafeSettings, Stream<String>>> LOCAL_RULES =
            List.of(UnsafeSettings::loopback, UnsafeSettings::localIssuer, UnsafeSettings::audience);

    private final UnaryOperator<String> settings;
    private final List<String> channels;

    private UnsafeSettings(UnaryOperator<String> settings, Iterable<String> names) {
        this.settings = settings;
        this.channels = StreamSupport.stream(names.spliterator(), false)
                .filter(name -> name.matches("mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.connector"))
                .map(name -> name.substring(0, name.length() - ".connector".length()))
                .sorted()
                .toList();
    }

    /**
     * Every fault there is, in a fixed order; empty when the service may start.
     *
     * @param settings value of a setting by its name, or {@code null}
     * @param names of the settings that there are; channels are found among them
     */
    static List<String> faults(UnaryOperator<String> settings, Iterable<String> names) {
        UnsafeSettings all = new UnsafeSettings(settings, names);
        return all.rules().stream().flatMap(rule -> rule.apply(all)).toList();
    }

    private List<Function<UnsafeSettings, Stream<String>>> rules() {
        if (is("countywatch.local")) {
            return LOCAL_RULES;
        }
        // Nobody can call a process that only migrates, and it calls nobody but the database.
        return is("quarkus.init-and-exit") ? MIGRATION_RULES : RULES;
    }

    private Stream<String> tokens() {
        String server = text("quarkus.oidc.auth-server-url");
        String issuer = text("quarkus.oidc.token.issuer");
        return Stream.of(
                        fault(
                                !server.startsWith("https://"),
                                "quarkus.oidc.auth-server-url must be set, and begin with https://"),
                        fault(
                                !issuer.isEmpty() && !issuer.startsWith("https://"),
                                "quarkus.oidc.token.issuer must begin with https://"),
                        fault(issuer.endsWith(".invalid"), "quarkus.oidc.token.issuer is that of a local stack"),
                        fault(
                                !text("quarkus.oidc.public-key").isEmpty(),
                                "quarkus.oidc.public-key is for the local stack only: keys could never be changed"),
                        fault(is("quarkus.tls.trust-all"), "quarkus.tls.trust-all must not be true"),
                        fault(
                                text("quarkus.oidc.tls.verification").equalsIgnoreCase("none"),
                                "quarkus.oidc.tls.verification must not be none"),
                        fault(
                                text("quarkus.oidc.tenant-enabled").equalsIgnoreCase("false"),
                                "quarkus.oidc.tenant-enabled must not be false"),
                        audience())
                .flatMap(faults -> faults);
    }

    private Stream<String> audience() {
        String audience = text("quarkus.oidc.token.audience");
        return fault(audience.isEmpty() || audience.equalsIgnoreCase("any"), "quarkus.oidc.token.audience must be set");
    }

    private Stream<String> kafka() {
        List<String> plain = channels.stream()
                .filter(channel -> !Set.of("SSL", "SASL_SSL")
                        .contains(client(channel, "security.protocol").toUpperCase(Locale.ROOT)))
                .map(channel -> channel.substring(channel.lastIndexOf('.') + 1))
                .toList();
        return fault(
                !plain.isEmpty(),
                "kafka.security.protocol must be SSL or SASL_SSL (in plain text: " + String.join(", ", plain) + ")");
    }

    private Stream<String> producers() {
        return channels.stream()
                .filter(channel -> channel.startsWith("mp.messaging.outgoing."))
                .flatMap(channel -> Stream.concat(
                        fault(!Set.of("all", "-1").contains(client(channel, "acks")), channel + ".acks must be all"),
                        fault(
                                !client(channel, "enable.idempotence").equals("true"),
                                channel + ".enable.idempotence must be true")));
    }

    private Stream<String> database() {
        String url = text("quarkus.datasource.jdbc.url");
        boolean verified = url.matches(".*[?&]sslmode=verify-full(&.*)?")
                && !url.contains("sslfactory=org.postgresql.ssl.NonValidatingFactory");
        return fault(
                !text("quarkus.datasource.db-kind").isEmpty() && !verified,
                "quarkus.datasource.jdbc.url must have sslmode=verify-full");
    }

    private Stream<String> secrets() {
        String user = text("quarkus.datasource.username");
        return SECRETS.stream().flatMap(name -> {
            String secret = text(name).replaceAll("(?s).*password\\s*=\\s*\"([^\"]*)\".*", "$1");
            boolean known = DEFAULT_SECRETS.contains(secret.toLowerCase(Locale.ROOT));
            return fault(
                    !secret.isEmpty() && (known || name.startsWith("quarkus.datasource") && secret.equals(user)),
                    name + " is a default that everybody knows");
        });
    }

    private Stream<String> origins() {
        boolean all = Stream.of(text("quarkus.http.cors.origins").split(","))
                .map(String::strip)
                .anyMatch(origin -> origin.equals("*") || origin.equals("/.*/"));
        return fault(all, "quarkus.http.cors.origins must not be *");
    }

    private Stream<String> clock() {
        return fault(
                text("countywatch.clock").equalsIgnoreCase("replay"),
                "countywatch.clock=replay is for the local stack only (countywatch.local=true)");
    }

    private Stream<String> loopback() {
        return fault(
                !LOOPBACK.contains(text("quarkus.http.host")),
                "countywatch.local=true works on loopback only: quarkus.http.host must be 127.0.0.1");
    }

    private Stream<String> localIssuer() {
        // With a key and no server nobody else says whose tokens these are.
        return fault(
                !text("quarkus.oidc.public-key").isEmpty()
                        && text("quarkus.oidc.token.issuer").isEmpty(),
                "quarkus.oidc.token.issuer must be set");
    }

    /** A setting of a Kafka client: the channel's own, or that of all. */
    private String client(String channel, String name) {
        return Stream.of(channel + '.', "mp.messaging.connector.smallrye-kafka.", "kafka.")
                .map(prefix -> text(prefix + name))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private boolean is(String name) {
        return text(name).equalsIgnoreCase("true");
    }

    private String text(String name) {
        String value = settings.apply(name);
        return value == null ? "" : value.strip();
    }

    private static Stream<String> fault(boolean there, String sentence) {
        return there ? Stream.of(sentence) : Stream.empty();
    }
}
