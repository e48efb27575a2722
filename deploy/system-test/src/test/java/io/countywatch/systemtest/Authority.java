package io.countywatch.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A certificate authority made with the JDK's keytool, as an operator in the cluster is one. */
final class Authority {

    static final String PASSWORD = "keyst0re-0f-a-test";

    private final Path folder;

    Authority(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        keytool("-genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c -validity 2 -keystore", store("ca"));
        keytool("-exportcert -rfc -alias ca -file", certificate(), "-keystore", store("ca"));
        keytool("-importcert -noprompt -alias ca -file", certificate(), "-keystore", store("trust"));
    }

    /** Its own certificate, as PEM. */
    Path certificate() {
        return folder.resolve("ca.crt");
    }

    /** Whom to trust, as PKCS12. */
    Path trust() {
        return store("trust");
    }

    /** Key and certificate of somebody, as PKCS12; the name is also the host's, where it is a host. */
    Path keysOf(String name) throws IOException {
        Path store = store(name);
        if (Files.exists(store)) {
            return store;
        }
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".crt");
        keytool("-genkeypair -alias own -keyalg EC -validity 2 -dname", "CN=" + name, "-keystore", store);
        keytool("-certreq -alias own -file", request, "-keystore", store);
        keytool(
                "-gencert -alias ca -validity 2 -rfc -infile",
                request,
                "-outfile",
                signed,
                "-ext",
                "san=dns:" + name,
                "-keystore",
                store("ca"));
        keytool("-importcert -noprompt -alias ca -file", certificate(), "-keystore", store);
        keytool("-importcert -noprompt -alias own -file", signed, "-keystore", store);
        return store;
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void keytool(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Arrays.stream(arguments)
                .map(Object::toString)
                .flatMap(words ->
                        words.startsWith("-") ? Arrays.stream(words.split(" ")) : java.util.stream.Stream.of(words))
                .forEach(command::add);
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Path log = folder.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
