package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void createdFoldersThatStayEmptyAreRemoved() throws IOException {
        try (OutputDirectory out = OutputDirectory.prepare(folder.resolve("a/b"))) {
            assertThat(out.path()).isEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void createdFoldersWithResultsStay() throws IOException {
        try (OutputDirectory out = OutputDirectory.prepare(folder.resolve("a/b"))) {
            Files.writeString(out.path().resolve("index.html"), "result");
        }
        assertThat(folder.resolve("a/b/index.html")).exists();
    }

    @Test
    void anEmptyFolderThatWasThereStays() throws IOException {
        OutputDirectory.prepare(folder).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> OutputDirectory.prepare(file.resolve("report")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write into the output folder " + file.resolve("report"))
                .hasMessageContaining(file + " is a file, not a folder")
                .hasMessageEndingWith("Choose another with --out");
        assertThat(file).exists();
    }

    @Test
    void nothingIsLeftWhereOnlySomeParentsCouldBeCreated() throws IOException {
        String tooLong = "x".repeat(300);

        assertThatThrownBy(() -> OutputDirectory.prepare(folder.resolve("a").resolve(tooLong)))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
