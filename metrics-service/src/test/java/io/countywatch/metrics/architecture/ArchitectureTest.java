package io.countywatch.metrics.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The rules of the house, each with a proof that it fails on a class that breaks it. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.countywatch.metrics");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("io.countywatch.metrics.architecture.violation");

    private static final ArchRule PURE_CORE = noClasses()
            .that()
            .resideInAPackage("..metrics..fold..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java.lang..", "java.time..", "java.util..", "io.countywatch.metrics..fold..");

    private static final ArchRule NO_CLOCK_IN_THE_CORE = noClasses()
            .that()
            .resideInAPackage("..metrics..fold..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    private static final ArchRule NO_SYSTEM_CLOCK_ANYWHERE = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date");

    private static final ArchRule NO_SQL_IN_RESOURCES = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..");

    private static final ArchRule WRITING_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAnyPackage("..metrics..fold..", "..metrics..projection..", "..metrics..publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.countywatch.metrics.figures..");

    private static final ArchRule NO_FIELD_INJECTION =
            noFields().should().beAnnotatedWith(Inject.class).orShould().beAnnotatedWith(ConfigProperty.class);

    private static final ArchRule RESOURCES_ARE_CALLED_SO =
            classes().that().areAnnotatedWith(Path.class).should().haveSimpleNameEndingWith("Resource");

    private static final ArchRule WHAT_WRITES_IS_PACKAGE_PRIVATE = classes()
            .that()
            .haveNameMatching(".*(Store|Consumer|Publisher|Outbox|Record)")
            .should()
            .notBePublic();

    @Test
    void the_fold_knows_no_framework_and_no_io() {
        holdsAndBites(PURE_CORE);
    }

    @Test
    void the_fold_knows_no_clock() {
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
    void what_writes_figures_knows_no_http() {
        holdsAndBites(WRITING_KNOWS_NO_HTTP);
    }

    @Test
    void what_is_needed_comes_through_constructors() {
        holdsAndBites(NO_FIELD_INJECTION);
    }

    @Test
    void what_answers_http_is_called_a_resource() {
        holdsAndBites(RESOURCES_ARE_CALLED_SO);
    }

    @Test
    void what_writes_is_package_private() {
        holdsAndBites(WHAT_WRITES_IS_PACKAGE_PRIVATE);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.countywatch.metrics.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
        ArchRule sameOnViolations = slices().matching("io.countywatch.metrics.architecture.violation.(*)..")
                .should()
                .beFreeOfCycles();
        assertThatThrownBy(() -> sameOnViolations.check(VIOLATIONS)).isInstanceOf(AssertionError.class);
    }

    private static void holdsAndBites(ArchRule rule) {
        rule.check(SERVICE);
        assertThat(rule.evaluate(VIOLATIONS).hasViolation()).isTrue();
    }
}
