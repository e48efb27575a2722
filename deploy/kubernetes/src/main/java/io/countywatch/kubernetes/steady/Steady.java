package io.countywatch.kubernetes.steady;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What the changed classes of a build call in place of chance. Public, since they are in other packages. */
public final class Steady {

    private static long drawn;

    private Steady() {}

    /** In place of an executor that has one thread: a step that waits for its parts would wait for itself. */
    public static ExecutorService sameThread(ExecutorService ignored) {
        return new SameThread();
    }

    /** Another one each time, the same ones in each build. */
    public static synchronized Random random() {
        return new Random(drawn++);
    }

    public static List<?> byName(List<?> steps) {
        return sorted(steps);
    }

    public static Set<?> byName(Set<?> steps) {
        return new LinkedHashSet<>(sorted(steps));
    }

    /** Sorts in place: it is the caller's own copy. */
    public static Method[] byName(Method[] methods) {
        Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
        return methods;
    }

    private static List<?> sorted(Collection<?> steps) {
        List<Object> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(Steady::name));
        return sorted;
    }

    /** A step's class and method; those that are lambdas have the address of one in their name, which counts for nothing. */
    private static String name(Object step) {
        try {
            Method buildStep = step.getClass().getDeclaredMethod("getBuildStep");
            buildStep.setAccessible(true);
            return buildStep.invoke(step).toString().replaceAll("(/0x[0-9a-f]+|@[0-9a-f]+)+$", "");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Another framework than the one that this was written for", e);
        }
    }

    private static final class SameThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable part) {
            part.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return true;
        }
    }
}
