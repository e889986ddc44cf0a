package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String name : List.of(
                "train/good/a.png",
                "train/good/a-dirty.png",
                "train/good/part [1].png",
                "train/good/monday/b.png",
                "train/good/monday/b-dirty.png",
                "test/good/c.png",
                "test/scratch/d.png")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> left(String... patterns) throws IOException {
        ImageFolder rest = ImageFolder.scan(folder).without(Exclusion.of(folder, List.of(patterns)));
        return Stream.concat(rest.training().stream(), rest.test().stream().map(LabelledImage::file))
                .map(file -> ImageTree.name(folder.relativize(file)))
                .toList();
    }

    @Test
    void imageIsNamedByItsPathInTheFolderOrInFull() throws IOException {
        assertThat(left("train/good/a.png"))
                .hasSize(6)
                .doesNotContain("train/good/a.png")
                .contains("train/good/a-dirty.png");
        assertThat(left(folder.resolve("train/good/a.png").toString())).doesNotContain("train/good/a.png");
        assertThat(left("./train/good/../good/a.png")).doesNotContain("train/good/a.png");
    }

    @Test
    void namesWithTheSignsOfPatternsAreNamesToo() throws IOException {
        assertThat(left("train/good/part [1].png")).hasSize(6).doesNotContain("train/good/part [1].png");
    }

    @Test
    void folderIsAllThatIsInIt() throws IOException {
        assertThat(left("train/good/monday"))
                .containsExactly(
                        "train/good/a-dirty.png",
                        "train/good/a.png",
                        "train/good/part [1].png",
                        "test/good/c.png",
                        "test/scratch/d.png");
    }

    @Test
    void patternsAreOfPathsAndSeveralAddUp() throws IOException {
        assertThat(left("train/good/*-dirty.png"))
                .contains("train/good/monday/b-dirty.png")
                .doesNotContain("train/good/a-dirty.png");
        assertThat(left("**-dirty.png", "test/**"))
                .containsExactly("train/good/a.png", "train/good/monday/b.png", "train/good/part [1].png");
    }

    @Test
    void patternThatNamesNothingIsASlip() {
        assertThatThrownBy(() -> left("train/good/a.png", "a.png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a.png'")
                .hasMessageContaining("such as train/good/a-dirty.png");
        assertThatThrownBy(() -> left("train/{good"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'train/{good'");
        assertThatThrownBy(() -> left("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> left("**"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no image is left");
    }

    @Test
    void nothingIsLeftOutUnlessAskedFor() throws IOException {
        ImageFolder all = ImageFolder.scan(folder);

        assertThat(all.without(Exclusion.none(folder))).isEqualTo(all);
    }
}
