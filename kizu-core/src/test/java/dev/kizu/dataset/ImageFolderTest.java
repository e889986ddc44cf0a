package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.dataset.ImageFolder.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan goes by names alone, so the files here are empty. */
class ImageFolderTest {
    @TempDir
    private Path root;

    private void make(String... files) throws IOException {
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    private String name(LabelledImage image) {
        return names(List.of(image.file())).get(0)
                + " " + image.anomalous()
                + " " + image.defect()
                + " "
                + (image.mask() == null ? "-" : names(List.of(image.mask())).get(0));
    }

    @Test
    void theLayoutOfMvtecIsKnown() throws IOException {
        make("train/good/001.png", "train/good/000.png", "test/good/000.png", "test/good/extra/7.JPG");
        make("test/scratch/000.png", "test/scratch/001.png", "test/dent/a/000.tif", "test/dent/b.webp");
        make("ground_truth/scratch/000_mask.png", "ground_truth/scratch/000.bmp", "ground_truth/dent/a/000.bmp");
        make("ground_truth/hole/000_mask.png", "license.txt", "readme.png");

        ImageFolder folder = ImageFolder.scan(root);

        assertThat(folder.layout()).isEqualTo(Layout.MVTEC);
        assertThat(names(folder.training())).containsExactly("train/good/000.png", "train/good/001.png");
        assertThat(folder.test().stream().map(this::name))
                .containsExactly(
                        "test/good/000.png false good -",
                        "test/good/extra/7.JPG false good -",
                        "test/dent/a/000.tif true dent ground_truth/dent/a/000.bmp",
                        "test/dent/b.webp true dent -",
                        "test/scratch/000.png true scratch ground_truth/scratch/000_mask.png",
                        "test/scratch/001.png true scratch -");
        assertThat(names(folder.test(true))).hasSize(4);
        assertThat(folder.findings()).isEqualTo(new ScanFindings(0, 0, 0, 2, 2, List.of()));
    }

    @Test
    void whatTheLayoutHasNoPlaceForIsCounted() throws IOException {
        make("train/good/0.png", "train/good/notes.txt", "train/good/.hidden.png", "train/good/.thumbs/0.png");
        make("train/bad/0.png", "test/loose.png", "test/good/0.png", "test/good/Thumbs.db");

        ImageFolder folder = ImageFolder.scan(root);

        assertThat(folder.training()).hasSize(1);
        assertThat(folder.test()).hasSize(1);
        assertThat(folder.findings()).isEqualTo(new ScanFindings(2, 2, 2, 0, 0, List.of()));
    }

    @Test
    void imagesToTrainWithAreNotNeededWhereThereAreOnesToTestWith() throws IOException {
        make("test/good/0.png", "test/dent/1.png");

        ImageFolder folder = ImageFolder.scan(root);

        assertThat(folder.training()).isEmpty();
        assertThat(folder.test()).hasSize(2);
    }

    @Test
    void anyOtherFolderIsOneOfNormalImages() throws IOException {
        make("b.png", "a/z.JPEG", "a/b/c.gif", "a.png", "ab/x.tiff", "note.txt", ".DS_Store", ".cache/1.png");

        ImageFolder folder = ImageFolder.scan(root);

        assertThat(folder.layout()).isEqualTo(Layout.FLAT);
        assertThat(names(folder.training())).containsExactly("a/b/c.gif", "a/z.JPEG", "a.png", "ab/x.tiff", "b.png");
        assertThat(folder.test()).isEmpty();
        assertThat(folder.findings()).isEqualTo(new ScanFindings(1, 2, 0, 0, 0, List.of()));
    }

    /** Java itself compares halves of characters, and would put the flag before the last. */
    @Test
    void orderIsThatOfCodePointsAndNamesMayBeOfAnyLetters() throws IOException {
        make("\uff21.png", "\ud83c\udff4.png", "傷.png", "Ä.png", "z.png", "B.png", "a b.png", "10.png", "9.png");

        assertThat(names(ImageFolder.scan(root).training()))
                .containsExactly(
                        "10.png",
                        "9.png",
                        "B.png",
                        "a b.png",
                        "z.png",
                        "Ä.png",
                        "傷.png",
                        "\uff21.png",
                        "\ud83c\udff4.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/a.png", "test/a.png", "ground_truth/a.png", "train/bad/a.png"})
    void halfOfAKnownLayoutIsRefused(String file) throws IOException {
        make(file, "other.png");

        assertThatThrownBy(() -> ImageFolder.scan(root))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has a sub-folder " + file.substring(0, file.indexOf('/')))
                .hasMessageContaining("it is not clear which images are normal");
    }

    @Test
    void aFolderWithoutImagesIsRefusedWithWhatWasLookedFor() throws IOException {
        assertThatThrownBy(() -> ImageFolder.scan(root))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "folder " + root + " holds no images: looked in it and its sub-folders for files that end in"
                                + " .png, .jpg, .jpeg, .bmp, .gif, .tif, .tiff, .webp. Give a folder of normal images, with"
                                + " sub-folders or without, or one that is laid out as MVTec AD is: train/good, test/good,"
                                + " test/DEFECT and, if there are masks, ground_truth/DEFECT");
        make("a.txt", "b.pdf", ".c.png");
        assertThatThrownBy(() -> ImageFolder.scan(root))
                .hasMessageContaining("Files of other kinds: 2, hidden ones: 1.");
        Files.createDirectories(root.resolve("train/good"));
        assertThatThrownBy(() -> ImageFolder.scan(root))
                .hasMessageContaining("looked in train/good and the sub-folders of test");
    }

    @Test
    void aPathThatIsNoFolderIsRefused() throws IOException {
        make("file.png");
        assertThatThrownBy(() -> ImageFolder.scan(root.resolve("none")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ImageFolder.scan(root.resolve("file.png")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is a file, expected a folder");
    }

    @Test
    void linksAreFollowedUnlessTheyLeadNowhereOrInACircle() throws IOException {
        make("real/1.png", "a/2.png");
        link("a/more", "real");
        link("a/b/round", "a");
        link("a/gone.png", "nothing.png");
        link("a/3.png", "real/1.png");

        ImageFolder folder = ImageFolder.scan(root.resolve("a"));

        assertThat(names(folder.training())).containsExactly("a/2.png", "a/3.png", "a/more/1.png");
        assertThat(folder.findings().problems())
                .containsExactlyInAnyOrder(
                        root.resolve("a/b/round") + ": a link to a folder that it lies in",
                        root.resolve("a/gone.png") + ": a link that leads nowhere");
    }

    private void link(String link, String target) throws IOException {
        Path path = root.resolve(link);
        Files.createDirectories(path.getParent());
        try {
            Files.createSymbolicLink(path, root.resolve(target));
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("this system makes no symbolic links: " + e);
        }
    }

    @Test
    void aFolderWithoutPermissionIsReported() throws IOException {
        make("a.png", "closed/b.png");
        Path closed = root.resolve("closed");
        closed.toFile().setReadable(false);
        Assumptions.assumeFalse(Files.isReadable(closed), "this user may read everything");

        ImageFolder folder = ImageFolder.scan(root);

        closed.toFile().setReadable(true);
        assertThat(names(folder.training())).containsExactly("a.png");
        assertThat(folder.findings().problems()).containsExactly(closed + ": no permission to read it");
    }
}
