package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way files can be wrong ends in a message that names the file and says what to do. */
class BadIdxFilesTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFiles.writeSmall(folder);
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> IdxDataset.open(folder.resolve("gone")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(folder.resolve("gone") + " does not exist", "kizu download fashion-mnist");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() {
        assertThatThrownBy(() -> IdxDataset.open(folder.resolve(TRAIN_IMAGES)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is a file, expected a folder");
    }

    @Test
    void aFolderWithoutIdxFilesSaysWhatWasLookedForAndHowToGetIt(@TempDir Path empty) {
        assertThatThrownBy(() -> IdxDataset.open(empty))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(
                        empty + " lacks all IDX files",
                        "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
                        ".gz",
                        "kizu download fashion-mnist",
                        "dataset-fashion-mnist");
    }

    @Test
    void aSingleMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve(TEST_IMAGES));
        assertThatThrownBy(() -> IdxDataset.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("lacks " + TEST_IMAGES + ":");
    }

    @Test
    void labelsInPlaceOfImagesAreMislabelled() throws IOException {
        refused(TRAIN_IMAGES, IdxFiles.labels(0, 1, 2, 0), "holds labels where images are expected: it is mislabelled");
    }

    @Test
    void imagesInPlaceOfLabelsAreMislabelled() throws IOException {
        refused(TRAIN_LABELS, IdxFiles.images(4, 2, 3), "holds images where labels are expected: it is mislabelled");
    }

    @Test
    void anotherKindOfIdxFileIsDescribed() throws IOException {
        refused(TRAIN_IMAGES, IdxFiles.idx(new byte[96], 0xd04, 4, 2, 3, 1), "type 0x0d with 4 dimensions, expected type 0x08");
    }

    @Test
    void somethingElseIsNoIdxFile() throws IOException {
        byte[] page = "<html><body>".getBytes(StandardCharsets.US_ASCII);
        refused(TRAIN_IMAGES, page, "is not an IDX file of images: it begins with 3c68746d, expected 00000803");
    }

    @ParameterizedTest
    @CsvSource({
        "0, before the first four bytes",
        "3, before the first four bytes",
        "6, before the number of images",
        "15, before the number of columns",
        "16, after 0 of 4 images",
        "39, after 3 of 4 images"
    })
    void truncatedImagesSayHowFarTheyGo(int length, String where) throws IOException {
        refused(TRAIN_IMAGES, Arrays.copyOf(IdxFiles.images(4, 2, 3), length), "ends too early, " + where + ": it is truncated");
    }

    @Test
    void truncatedLabelsSayHowFarTheyGo() throws IOException {
        refused(TRAIN_LABELS, Arrays.copyOf(IdxFiles.labels(0, 1, 2, 0), 10), "after 2 of 4 labels: it is truncated");
    }

    @ParameterizedTest
    @ValueSource(strings = {TRAIN_IMAGES, TRAIN_LABELS})
    void trailingBytesAreRefused(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        refused(name, Arrays.copyOf(bytes, bytes.length + 1), "goes on after the 4");
    }

    @Test
    void anyPrefixOfAGzipFileIsRefused() throws IOException {
        for (String name : new String[] {TRAIN_IMAGES, TRAIN_LABELS}) {
            byte[] bytes = IdxFiles.gzip(Files.readAllBytes(folder.resolve(name)));
            for (int length = 0; length < bytes.length; length++) {
                byte[] prefix = Arrays.copyOf(bytes, length);
                refused(name, prefix, "");
            }
            Files.write(folder.resolve(name), bytes);
        }
        IdxDataset.open(folder).oneClassTask("0", "rest");
    }

    @Test
    void aDamagedGzipStreamIsRefused() throws IOException {
        byte[] bytes = IdxFiles.gzip(IdxFiles.images(4, 2, 3));
        byte[] content = bytes.clone();
        content[12] ^= 0x55;
        refused(TRAIN_IMAGES, content, "");
        byte[] checksum = bytes.clone();
        checksum[bytes.length - 7] ^= 1;
        refused(TRAIN_IMAGES, checksum, "is damaged: its gzip stream does not unpack");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2, 3, 4294967295 images",
        "2000000000, 1, 1, 2000000000 images",
        "4, 0, 3, 0 rows",
        "4, 2, 0, 0 columns",
        "4, -5, 3, 4294967291 rows",
        "4, 60000, 60000, images of 60000x60000"
    })
    void absurdSizesAreRefusedBeforeAnythingIsAllocated(int count, int rows, int columns, String what) throws IOException {
        refused(TRAIN_IMAGES, IdxFiles.idx(new byte[0], 0x803, count, rows, columns), "announces " + what);
    }

    @Test
    void aHugeNumberOfLabelsTakesNoMoreMemoryThanTheFile() throws IOException {
        refused(TRAIN_LABELS, IdxFiles.idx(new byte[3], 0x801, 100_000_000), "after 3 of 100000000 labels");
        refused(TRAIN_LABELS, IdxFiles.idx(new byte[3], 0x801, 100_000_001), "announces 100000001 labels");
    }

    @Test
    void asManyLabelsAsImagesAreNeeded() throws IOException {
        refused(TRAIN_LABELS, IdxFiles.labels(0, 1, 2), "holds 4 images but", "holds 3 labels", TRAIN_IMAGES);
    }

    @Test
    void trainingAndTestImagesNeedOneSize() throws IOException {
        refused(TEST_IMAGES, IdxFiles.images(5, 3, 2), "holds images of 2x3 but", "of 3x2", TRAIN_IMAGES);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        IdxSource source = new IdxSource("speech.idx", () -> {
            throw new IOException("no such voice");
        });
        assertThatThrownBy(() -> IdxDataset.of("x", source, source, source, source).oneClassTask("0", "1"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cannot read speech.idx (IOException: no such voice)");
    }

    private void refused(String name, byte[] bytes, String... messages) throws IOException {
        Files.write(folder.resolve(name), bytes);
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatThrownBy(() -> dataset.oneClassTask("0", "rest"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(folder.resolve(name).toString())
                .hasMessageContainingAll(messages);
    }
}
