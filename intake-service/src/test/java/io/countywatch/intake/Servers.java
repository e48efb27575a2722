package io.countywatch.intake;

import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/** A real broker, and a key pair whose public half the service trusts. */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    /** Marks the test's field that takes the running infrastructure. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Running {}

    /** Marks the test's field that takes the signer of tokens. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Signing {}

    private final Infrastructure infrastructure = Infrastructure.start();
    private final TokenSigner signer = new TokenSigner();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kafka.bootstrap.servers", infrastructure.bootstrapServers(),
                "quarkus.oidc.public-key", signer.publicKey(),
                "quarkus.oidc.token.issuer", TokenSigner.ISSUER,
                "countywatch.campaign.dir", Project.campaign().toString(),
                "quarkus.http.test-port", "0");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                infrastructure, new TestInjector.AnnotatedAndMatchesType(Running.class, Infrastructure.class));
        injector.injectIntoFields(signer, new TestInjector.AnnotatedAndMatchesType(Signing.class, TokenSigner.class));
    }

    @Override
    public void stop() {
        infrastructure.close();
    }
}
