package io.countywatch.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Data, logs, keys and process ids of one local system. A marker file tells our folders from others, so that none is
 * emptied by mistake.
 */
public final class RunFolder {

    private static final String MARKER = "countywatch-data";

    private final Path folder;
    private FileChannel channel;

    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the system keeps what belongs to {@code name}. */
    public Path of(String name) {
        return folder.resolve(name);
    }

    public Path path() {
        return folder;
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public boolean isUsed() {
        return Files.exists(folder.resolve(MARKER));
    }

    /**
     * Takes the folder for this process.
     *
     * @param keep false: empties it first
     * @throws StackException if another run holds it, or it holds what is not ours
     */
    void open(boolean keep) {
        try {
            if (Files.exists(folder) && !isUsed() && !isEmpty()) {
                throw new StackException(
                        folder + " is not empty and not a data folder of ours; name another with --data");
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(MARKER), "Data of a local Countywatch; may be deleted when it is stopped.\n");
            lock();
            if (!keep) {
                empty();
            }
            Files.createDirectories(logs());
            Files.createDirectories(of("run"));
        } catch (IOException e) {
            throw new StackException("cannot write in " + folder + ": " + e.getMessage());
        }
    }

    private void lock() throws IOException {
        channel = FileChannel.open(folder.resolve(MARKER), StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new StackException("another run uses " + folder + "; stop it, or name another folder with --data and"
                    + " other ports with --port-offset");
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(folder.resolve(MARKER))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Free space in bytes where the folder lies. */
    long freeSpace() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
