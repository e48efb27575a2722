package io.countywatch.kubernetes.steady;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatchesTest {

    private static final Set<String> DRAWING = Set.of("net.bytebuddy.utility.RandomString", Steady.class.getName());

    @Test
    void drawn_names_differ_from_each_other_and_are_the_same_in_the_next_build() throws Exception {
        List<String> first = names(new Build(true));
        List<String> second = names(new Build(true));

        assertThat(first).isEqualTo(second).doesNotHaveDuplicates();
        assertThat(names(new Build(false))).isNotEqualTo(names(new Build(false)));
    }

    @Test
    void methods_are_sorted_by_name_and_then_by_parameters() {
        Method[] methods = Steady.byName(String.class.getDeclaredMethods());

        assertThat(methods)
                .extracting(method -> method.getName() + " " + method)
                .isSorted()
                .hasSizeGreaterThan(50);
    }

    @Test
    void a_part_of_a_step_runs_before_the_step_goes_on() throws Exception {
        List<String> done = new ArrayList<>();

        Steady.sameThread(null).submit(() -> done.add("part")).get();
        done.add("step");

        assertThat(done).containsExactly("part", "step");
    }

    @Test
    void nothing_else_is_changed() {
        assertThat(Patches.concerns("io/countywatch/intake/startup/Main")).isFalse();
        assertThat(Patches.concerns(null)).isFalse();
    }

    private static List<String> names(ClassLoader build) throws Exception {
        Method make = build.loadClass("net.bytebuddy.utility.RandomString").getMethod("make");
        return IntStream.range(0, 100)
                .mapToObj(i -> {
                    try {
                        return (String) make.invoke(null);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** Loads what draws anew, as the JVM of a build does. */
    private static final class Build extends ClassLoader {

        private final boolean steady;

        Build(boolean steady) {
            super(PatchesTest.class.getClassLoader());
            this.steady = steady;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!DRAWING.contains(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/');
            try (InputStream in = getResourceAsStream(path + ".class")) {
                byte[] original = in.readAllBytes();
                byte[] bytes = steady && Patches.concerns(path) ? Patches.apply(path, original) : original;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
