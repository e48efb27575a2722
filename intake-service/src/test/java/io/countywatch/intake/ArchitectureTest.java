package io.countywatch.intake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.countywatch.intake.violations.append.Crossing;
import io.countywatch.intake.violations.event.Impure;
import io.countywatch.intake.violations.event.PublicRules;
import org.junit.jupiter.api.Test;

/** The shape of the service. Each rule is also run over a class that breaks it: a rule that matches nothing is none. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.countywatch.intake");

    private static final ArchRule THE_CORE_IS_PURE = noClasses()
            .that()
            .resideInAnyPackage("..intake..event..", "..intake..access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..", "io.quarkus..", "io.vertx..", "org.apache.kafka..", "io.micrometer..", "java.net..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static final ArchRule STORING_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("..intake..append..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..intake.http..", "jakarta.ws.rs..", "io.vertx.core.http..");

    private static final ArchRule RULES_ARE_PACKAGE_PRIVATE =
            classes().that().haveSimpleNameEndingWith("Rules").should().notBePublic();

    @Test
    void the_core_is_pure() {
        assertHolds(THE_CORE_IS_PURE, Impure.class);
    }

    @Test
    void storing_knows_no_http() {
        assertHolds(STORING_KNOWS_NO_HTTP, Crossing.class);
    }

    @Test
    void rules_are_package_private() {
        assertHolds(RULES_ARE_PACKAGE_PRIVATE, PublicRules.class);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.countywatch.intake.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    private static void assertHolds(ArchRule rule, Class<?> violation) {
        rule.check(SERVICE);
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(violation))
                        .hasViolation())
                .as("the rule finds " + violation.getSimpleName())
                .isTrue();
    }
}
