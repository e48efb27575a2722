package io.countywatch.kubernetes.steady;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which classes of a build are changed, and how: from bytes to bytes. */
final class Patches {

    /** The JDK's sets and maps of {@code Set.of} and {@code Map.of}, whose order is salted by the time of day. */
    static final String IMMUTABLE = "java/util/ImmutableCollections";

    private static final String STEADY = "io/countywatch/kubernetes/steady/Steady";

    /** Methods whose result goes through one of {@link Steady}, by class and method. */
    private static final Map<String, Map<String, String>> RESULTS = Map.of(
            "java/lang/Class", Map.of("getDeclaredMethods", "byName", "getMethods", "byName"),
            "io/quarkus/builder/BuildContext", Map.of("getExecutor", "sameThread"),
            "io/quarkus/builder/BuildChain", Map.of("getStartSteps", "byName"),
            "io/quarkus/builder/StepInfo", Map.of("getDependents", "byName"));

    /** Draws the names of generated fields and classes. */
    private static final String NAMES = "net/bytebuddy/utility/RandomString";

    private Patches() {}

    static boolean concerns(String name) {
        return name != null && (RESULTS.containsKey(name) || name.equals(NAMES) || name.startsWith(IMMUTABLE));
    }

    static byte[] apply(String name, byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Map<String, String> results = RESULTS.getOrDefault(name, Map.of());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
                        if (results.containsKey(method)) {
                            return new Result(next, results.get(method), descriptor);
                        }
                        return name.equals(NAMES)
                                ? new Drawn(next)
                                : name.startsWith(IMMUTABLE) ? new Salt(next) : next;
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Hands what a method returns to a method of {@link Steady} with the same type. */
    private static final class Result extends MethodVisitor {

        private final String method;
        private final String type;

        Result(MethodVisitor next, String method, String descriptor) {
            super(Opcodes.ASM9, next);
            this.method = method;
            this.type = descriptor.substring(descriptor.indexOf(')') + 1);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, STEADY, method, "(" + type + ")" + type, false);
            }
            super.visitInsn(opcode);
        }
    }

    /** In place of {@code new Random()}, one with a seed. */
    private static final class Drawn extends MethodVisitor {

        private static final String RANDOM = "java/util/Random";

        private boolean copyToCome;

        Drawn(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW && type.equals(RANDOM)) {
                copyToCome = true;
            } else {
                super.visitTypeInsn(opcode, type);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (copyToCome && opcode == Opcodes.DUP) {
                copyToCome = false;
            } else {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(RANDOM) && name.equals("<init>")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, STEADY, "random", "()L" + RANDOM + ";", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }

    /** Reads constants where the salts are read: they were set when the JVM started. */
    private static final class Salt extends MethodVisitor {

        Salt(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.GETSTATIC && name.equals("SALT32L")) {
                super.visitLdcInsn(0L);
            } else if (opcode == Opcodes.GETSTATIC && name.equals("REVERSE")) {
                super.visitInsn(Opcodes.ICONST_0);
            } else {
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }
    }
}
