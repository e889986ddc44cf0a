package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
    @TempDir
    private Path root;

    private Path write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void theDigestIsWhatTheDocumentationSays() throws Exception {
        String large = "0123456789abcdef".repeat(10_000);
        List<Path> files = List.of(write("x/a/傷.png", large), write("x/b.png", ""));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        for (String[] file : new String[][] {{"a/傷.png", large}, {"b.png", ""}}) {
            byte[] name = file[0].getBytes(StandardCharsets.UTF_8);
            out.writeInt(name.length);
            out.write(name);
            out.write(MessageDigest.getInstance("SHA-256").digest(file[1].getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(FileDigest.sha256(files))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(expected.toByteArray())));
    }

    @Test
    void digestsOfContentsDoNotDependOnNames() throws Exception {
        List<Path> files = List.of(write("a.png", "1"), write("b.png", "2"), write("s/c.png", "1"));

        List<String> contents = FileDigest.contents(files);

        assertThat(contents.get(0))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest("1".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(contents.get(2))
                .isNotEqualTo(contents.get(1));
        assertThat(FileDigest.sha256(files, contents)).isEqualTo(FileDigest.sha256(files));
    }

    @Test
    void theFoldersPlaceDoesNotMatterAndEverythingElseDoes() throws IOException {
        List<Path> here = List.of(write("here/a.png", "1"), write("here/s/b.png", "2"));
        List<Path> there = List.of(write("or/there/a.png", "1"), write("or/there/s/b.png", "2"));
        assertThat(FileDigest.sha256(there)).isEqualTo(FileDigest.sha256(here));

        List<List<Path>> others = new ArrayList<>();
        others.add(here);
        others.add(List.of(here.get(1), here.get(0)));
        others.add(List.of(here.get(0)));
        others.add(List.of(write("c/a.png", "1"), write("c/s/b.png", "3")));
        others.add(List.of(write("d/a.png", "1"), write("d/s/c.png", "2")));
        others.add(List.of(write("e/a.png", "1"), write("e/b.png", "2")));
        others.add(List.of());
        Set<String> digests = new HashSet<>();
        for (List<Path> files : others) {
            digests.add(FileDigest.sha256(files));
        }
        assertThat(digests).hasSize(others.size());
    }

    @Test
    void aMissingFileIsAnError() throws IOException {
        Path file = write("a.png", "1");
        assertThatThrownBy(() -> FileDigest.sha256(List.of(file, root.resolve("none.png"))))
                .isInstanceOf(NoSuchFileException.class);
    }
}
