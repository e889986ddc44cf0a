package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFoldersTest {
    private static final List<Path> NONE = List.of();

    @TempDir
    private Path root;

    private void make(String... files) throws IOException {
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private List<Path> paths(String... names) {
        return List.of(names).stream().map(root::resolve).toList();
    }

    private LabelledImage anomalous(String file, String defect, String mask) {
        return new LabelledImage(root.resolve(file), true, defect, mask == null ? null : root.resolve(mask));
    }

    private LabelledImage normal(String file) {
        return new LabelledImage(root.resolve(file), false, "good", null);
    }

    @Test
    void foldersAreTakenInTheirOrderAndFilesOnce() throws IOException {
        make("t2/b.png", "t2/a.png", "t1/c.png", "ok/d.png", "bad/sub/e.png", "single.jpg", "ok/x.txt");

        ImageFolder folder =
                ImageFolder.of(paths("t2", "t1", "t2"), paths("ok", "./ok"), paths("bad", "single.jpg"), null);

        assertThat(folder.layout()).isEqualTo(ImageFolder.Layout.NAMED);
        assertThat(folder.training()).isEqualTo(paths("t2/a.png", "t2/b.png", "t1/c.png"));
        assertThat(folder.test())
                .containsExactly(
                        normal("ok/d.png"),
                        anomalous("bad/sub/e.png", "bad", null),
                        anomalous("single.jpg", root.getFileName().toString(), null));
        assertThat(folder.findings().anomalousWithoutMask()).isEqualTo(2);
    }

    @Test
    void masksLieAtTheirImagesPathOrBelowTheNameOfItsFolder() throws IOException {
        make("scratch/1.png", "scratch/sub/2.png", "dent/1.jpg", "dent/3.png", "hole/\u00e9.png", "good/1.png");
        make("masks/scratch/1_mask.png", "masks/sub/2.tif", "masks/1.bmp", "masks/hole/e\u0301.png", "masks/lost.png");

        ImageFolder folder =
                ImageFolder.of(NONE, paths("good"), paths("scratch", "dent", "hole"), root.resolve("masks"));

        assertThat(folder.test())
                .containsExactly(
                        normal("good/1.png"),
                        anomalous("scratch/1.png", "scratch", "masks/scratch/1_mask.png"),
                        anomalous("scratch/sub/2.png", "scratch", "masks/sub/2.tif"),
                        anomalous("dent/1.jpg", "dent", "masks/1.bmp"),
                        anomalous("dent/3.png", "dent", null),
                        anomalous("hole/\u00e9.png", "hole", "masks/hole/e\u0301.png"));
        assertThat(folder.findings()).isEqualTo(new ScanFindings(0, 0, 0, 1, 1, List.of()));
    }

    @Test
    void masksWithinAFolderOfImagesAreNotTakenForImages() throws IOException {
        make("bad/1.png", "bad/masks/1.png");

        ImageFolder folder = ImageFolder.of(NONE, NONE, paths("bad"), root.resolve("bad/masks"));

        assertThat(folder.test()).containsExactly(anomalous("bad/1.png", "bad", "bad/masks/1.png"));
        assertThatThrownBy(() -> ImageFolder.of(NONE, NONE, paths("bad"), root.resolve("bad")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is given both for images and for masks");
    }

    @Test
    void anImageThatIsTwoThingsIsRefused() throws IOException {
        make("a/1.png", "a/b/2.png", "c/3.png");

        assertThatThrownBy(() -> ImageFolder.of(NONE, paths("a"), paths("a/b"), null))
                .isInstanceOf(DatasetException.class)
                .hasMessage("image " + root.resolve("a/b/2.png") + " is given both as normal and as anomalous");
        assertThatThrownBy(() -> ImageFolder.of(paths("a"), paths("c", "a/b"), NONE, null))
                .isInstanceOf(DatasetException.class)
                .hasMessage("image " + root.resolve("a/b/2.png")
                        + " is given both to train and to test with. Keep images to test with apart");
    }

    @Test
    void everyFolderHasToHoldAnImage() throws IOException {
        make("a/1.png", "b/1.txt", "a/2.txt");

        assertThatThrownBy(() -> ImageFolder.of(paths("a"), paths("b"), NONE, null))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("folder " + root.resolve("b") + " holds no images: looked in it")
                .hasMessageContaining("Files of other kinds: 1, hidden ones: 0.");
        assertThatThrownBy(() -> ImageFolder.of(paths("none"), NONE, NONE, null))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ImageFolder.of(NONE, NONE, NONE, null))
                .isInstanceOf(DatasetException.class)
                .hasMessage("no folder of images is given. Name one at least");
    }
}
