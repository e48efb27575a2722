package io.countywatch.kubernetes.steady;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.stream.Stream;

/**
 * The agent: takes chance out of a build. Steps of the build run one after the other, those that can start at the same time
 * by name; what they hand to the executor runs at once; names that are drawn are drawn from a counter; immutable sets and
 * maps of the JDK are walked in one order, and the methods of a class by name (the JVM sorts them by where it has put their
 * names). Identity hashes, the last source of chance, are the JVM's own:
 * {@code -XX:hashCode=2}. Only classes of the build are changed, never one that goes into an image.
 */
public final class SteadyBuild {

    private SteadyBuild() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String none, Instrumentation instrumentation) throws Exception {
        // Without it, build steps would still be shared among threads, and wait for each other on purpose.
        System.setProperty("io.quarkus.builder.execution.corePoolSize", "1");
        System.setProperty("io.quarkus.builder.execution.maxPoolSize", "1");
        instrumentation.addTransformer(new Steadier(), true);
        instrumentation.retransformClasses(Stream.of(instrumentation.getAllLoadedClasses())
                .filter(loaded -> Patches.concerns(loaded.getName().replace('.', '/')))
                .toArray(Class<?>[]::new));
    }

    private static final class Steadier implements ClassFileTransformer {

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
            if (!Patches.concerns(name)) {
                return null;
            }
            try {
                return Patches.apply(name, original);
            } catch (RuntimeException e) {
                // The JVM would go on with the class as it was, and say nothing.
                e.printStackTrace();
                throw e;
            }
        }
    }
}
