package io.countywatch.consoletest;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An npm package as mvnpm brings it to a Maven registry: what browsers load lies open, the rest in an archive within. */
final class NpmJar {

    private static final String MORE = "META-INF/.more.tgz";

    private NpmJar() {}

    /** @return the wanted files of a package on the class path, by their path in it */
    static Map<String, String> files(String name, Predicate<String> wanted) throws IOException {
        String root = "META-INF/resources/_static/" + name + "/";
        Map<String, String> files = new TreeMap<>();
        try (JarFile jar = new JarFile(jar(name))) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String path = within(root, entry.getName());
                if (path != null && wanted.test(path)) {
                    files.put(path, text(jar.getInputStream(entry)));
                }
            }
            try (InputStream more = jar.getInputStream(jar.getEntry(MORE));
                    TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(more))) {
                for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
                    String path = within(root, "META-INF/" + entry.getName());
                    if (path != null && wanted.test(path)) {
                        files.put(path, text(archive));
                    }
                }
            }
        }
        return files;
    }

    /** The part after the version's folder; null for a folder, or what is not of the package. */
    private static String within(String root, String entry) {
        int version = entry.startsWith(root) ? entry.indexOf('/', root.length()) : -1;
        return version < 0 || entry.endsWith("/") ? null : entry.substring(version + 1);
    }

    /** Every such package has that archive; which one it is says the path of its jar. */
    private static String jar(String name) throws IOException {
        for (URL more : Collections.list(NpmJar.class.getClassLoader().getResources(MORE))) {
            if (more.getPath().contains("/org/mvnpm/" + name + "/")) {
                return ((JarURLConnection) more.openConnection()).getJarFile().getName();
            }
        }
        throw new IllegalStateException("org.mvnpm:" + name + " is not on the class path");
    }

    private static String text(InputStream bytes) throws IOException {
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
}
