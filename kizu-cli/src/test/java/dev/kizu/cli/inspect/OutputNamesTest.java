package dev.kizu.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputNamesTest {
    @Test
    void namesMirrorPathsAndStayWithinTheResults() {
        assertThat(OutputNames.of(Path.of("a/b.png"), ".png")).isEqualTo("a/b.png.png");
        assertThat(OutputNames.of(Path.of("../b.png"), ".png")).isEqualTo("(up)/b.png.png");
        assertThat(OutputNames.of(Path.of("/data/b.png"), ".npy")).isEqualTo("(root)/data/b.png.npy");
    }

    @Test
    void differentPathsHaveDifferentNames() {
        String longName = "x".repeat(240);
        List<Path> paths = List.of(
                Path.of("b.png"),
                Path.of("b.jpg"),
                Path.of("../b.png"),
                Path.of("(up)/b.png"),
                Path.of("((up)/b.png"),
                Path.of("/b.png"),
                Path.of("(root)/b.png"),
                Path.of("a/../b.png"),
                Path.of(longName + "1.png"),
                Path.of(longName + "2.png"));

        assertThat(paths.stream().map(path -> OutputNames.of(path, ".png"))).doesNotHaveDuplicates();
    }

    @Test
    void longNamesAreCutBetweenCharacters() {
        String name = OutputNames.of(Path.of("𠮷".repeat(60)), ".png");

        assertThat(name).startsWith("𠮷".repeat(40) + "-").hasSizeLessThan(150);
    }

    @Test
    void pathsThatNoFileSystemTakesWithMoreInFrontAreCutAndStayDifferent() {
        String folders = ("d".repeat(190) + "/").repeat(18);
        String one = OutputNames.of(Path.of(folders + "part.png"), ".png");
        String other = OutputNames.of(Path.of(folders + "e/part.png"), ".png");

        assertThat(one).startsWith("(long)/part.png-").endsWith(".png").hasSizeLessThan(200);
        assertThat(other).startsWith("(long)/part.png-").isNotEqualTo(one);
        assertThat(OutputNames.of(Path.of("(long)/part.png"), ".png")).isEqualTo("((long)/part.png.png");
    }
}
