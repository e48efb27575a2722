package io.countywatch.kubernetes;

import io.strimzi.api.kafka.model.kafka.Kafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/**
 * Strimzi's models serve all versions of its resources; which properties {@code v1} has left behind stands in annotations
 * whose classes are not published. They are read from the class files.
 */
final class StrimziVersions {

    private static final String PRESENT = "io.strimzi.api.annotations.PresentInVersions";
    private static final String PRESENT_BEFORE = "io.strimzi.crdgenerator.annotations.PresentInVersions";

    private static final Set<String> GONE = gone();

    private StrimziVersions() {}

    /** Whether the getter belongs to a property that {@code v1} does not have. */
    static boolean isGone(String type, String getter) {
        return GONE.contains(type + '#' + getter);
    }

    private static Set<String> gone() {
        Index index = index();
        return java.util.stream.Stream.of(PRESENT, PRESENT_BEFORE)
                .flatMap(name -> index.getAnnotations(name).stream())
                .filter(present -> !isInV1(present.value().asString()))
                .filter(present -> present.target().kind() == AnnotationTarget.Kind.METHOD)
                .map(StrimziVersions::getter)
                .collect(Collectors.toSet());
    }

    private static String getter(AnnotationInstance present) {
        var method = present.target().asMethod();
        return method.declaringClass().name() + "#" + method.name();
    }

    /** A range or a single version: "v1beta2", "v1beta2-v1", "v1+". */
    private static boolean isInV1(String versions) {
        return versions.equals("all") || versions.matches("(.*-)?v1\\+?") || versions.endsWith("+");
    }

    private static Index index() {
        Indexer indexer = new Indexer();
        try (JarFile jar = new JarFile(Path.of(Kafka.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            for (var entry : java.util.Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (var in = jar.getInputStream(entry)) {
                        indexer.index(in);
                    }
                }
            }
            return indexer.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
