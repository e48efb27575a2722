package io.countywatch.alert.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules of the house, each with a proof that it fails on a class that breaks it. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.countywatch.alert");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("io.countywatch.alert.architecture.violation");

    private static final ArchRule PURE_CORE = noClasses()
            .that()
            .resideInAnyPackage("..schedule..", "..lifecycle..", "..rules..", "..campaign..", "..notification..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "io.smallrye..", "jakarta..", "java.sql..", "javax.sql..", "org.apache.kafka..");

    private static final ArchRule NO_CLOCK_IN_THE_CORE = noClasses()
            .that()
            .resideInAnyPackage("..schedule..", "..lifecycle..", "..rules..", "..notification..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    private static final ArchRule NO_SYSTEM_CLOCK_ANYWHERE = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now");

    private static final ArchRule NO_SQL_IN_RESOURCES = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    private static final ArchRule NO_CYCLES =
            slices().matching("io.countywatch.alert.(*)..").should().beFreeOfCycles();

    @Test
    void the_core_knows_no_framework() {
        holdsAndBites(PURE_CORE);
    }

    @Test
    void the_core_knows_no_clock() {
        holdsAndBites(NO_CLOCK_IN_THE_CORE);
    }

    @Test
    void the_time_comes_from_an_injected_clock() {
        holdsAndBites(NO_SYSTEM_CLOCK_ANYWHERE);
    }

    @Test
    void resources_leave_sql_to_stores() {
        holdsAndBites(NO_SQL_IN_RESOURCES);
    }

    @Test
    void packages_have_no_cycles() {
        NO_CYCLES.check(SERVICE);
        ArchRule sameOnViolations = slices().matching("io.countywatch.alert.architecture.violation.(*)..")
                .should()
                .beFreeOfCycles();
        assertThatThrownBy(() -> sameOnViolations.check(VIOLATIONS)).isInstanceOf(AssertionError.class);
    }

    private static void holdsAndBites(ArchRule rule) {
        rule.check(SERVICE);
        assertThat(rule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}
