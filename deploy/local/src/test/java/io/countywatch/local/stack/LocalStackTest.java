package io.countywatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    private static final Ports PORTS = new Ports(5000);

    @TempDir
    Path folder;

    @Test
    void a_disk_without_room_is_refused_before_anything_starts() {
        RunFolder data = new RunFolder(folder.resolve("data"));

        assertThatThrownBy(() -> new LocalStack(data, PORTS, folder, false, Long.MAX_VALUE / 2))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not enough room on the disk")
                .hasMessageContaining("--data")
                .hasMessageContaining("--scale");
        assertThat(folder.resolve("data/kafka")).doesNotExist();
        assertThat(folder.resolve("data/postgres")).doesNotExist();
    }

    @Test
    void a_folder_is_emptied_for_a_new_run_and_kept_to_resume() throws IOException {
        Path data = folder.resolve("data");
        RunFolder first = new RunFolder(data);
        first.open(false);
        Path old = Files.writeString(data.resolve("old"), "of the run before");
        first.close();

        RunFolder resumed = new RunFolder(data);
        resumed.open(true);
        resumed.close();
        assertThat(old).exists();

        RunFolder anew = new RunFolder(data);
        anew.open(false);
        anew.close();
        assertThat(old).doesNotExist();
    }

    @Test
    void a_folder_serves_one_run_at_a_time() {
        RunFolder first = new RunFolder(folder.resolve("data"));
        first.open(false);

        assertThatThrownBy(() -> new RunFolder(folder.resolve("data")).open(false))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("another run uses");
        first.close();
    }

    @Test
    void offsets_that_leave_no_port_are_refused() {
        assertThatThrownBy(() -> new Ports(60000)).isInstanceOf(IllegalArgumentException.class);
    }
}
