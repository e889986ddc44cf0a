package dev.kizu.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kizu.image.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDatasetTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFiles.writeSmall(folder);
    }

    @Test
    void taskHoldsTheWantedImagesInTheirOrder() throws IOException {
        OneClassTask task = IdxDataset.open(folder).oneClassTask("0", "3,1");
        assertThat(task.data()).isEqualTo(folder.toString());
        assertThat(task.normal()).isEqualTo("0");
        assertThat(task.anomaly()).isEqualTo("1,3");
        assertThat(numbers(task.train())).containsExactly(0, 3);
        assertThat(numbers(task.testNormal())).containsExactly(0, 4);
        assertThat(numbers(task.testAnomalous())).containsExactly(1, 3);
        assertThat(task.train().get(0).height()).isEqualTo(2);
        assertThat(task.train().get(0).width()).isEqualTo(3);
        assertThat(task.train().get(0).channels()).isEqualTo(1);
    }

    @Test
    void restIsEveryTestClassThatIsNotNormal() throws IOException {
        OneClassTask task = IdxDataset.open(folder).oneClassTask(" 2, 0 ", "Rest");
        assertThat(task.normal()).isEqualTo("0,2");
        assertThat(task.anomaly()).isEqualTo("rest");
        assertThat(numbers(task.train())).containsExactly(0, 2, 3);
        assertThat(numbers(task.testNormal())).containsExactly(0, 2, 4);
        assertThat(numbers(task.testAnomalous())).containsExactly(1, 3);
    }

    @Test
    void labelsAbove127AreUnsigned() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(200, 1, 255, 200));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxFiles.labels(200, 255, 1, 1, 1));
        OneClassTask task = IdxDataset.open(folder).oneClassTask("200", "255");
        assertThat(numbers(task.train())).containsExactly(0, 3);
        assertThat(numbers(task.testAnomalous())).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz"})
    void gzipIsToldByItsBytesWhateverTheName(String extension) throws IOException {
        OneClassTask plain = IdxDataset.open(folder).oneClassTask("0", "rest");
        for (String name : names()) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            Files.write(folder.resolve(name + extension), IdxFiles.gzip(bytes));
        }
        assertThat(IdxDataset.open(folder).oneClassTask("0", "rest")).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz"})
    void filesMayBeNamedWithADot(String extension) throws IOException {
        OneClassTask dashed = IdxDataset.open(folder).oneClassTask("0", "rest");
        for (String name : names()) {
            Files.move(folder.resolve(name), folder.resolve(name.replace("-idx", ".idx") + extension));
        }
        assertThat(IdxDataset.open(folder).oneClassTask("0", "rest")).isEqualTo(dashed);
    }

    @Test
    void partsMayComeFromStreams() throws IOException {
        IdxDataset dataset = IdxDataset.of(
                "memory",
                source("a", IdxFiles.gzip(IdxFiles.images(2, 5, 4))),
                source("b", IdxFiles.labels(7, 7)),
                source("c", IdxFiles.images(3, 5, 4)),
                source("d", IdxFiles.gzip(IdxFiles.labels(9, 7, 9))));
        OneClassTask task = dataset.oneClassTask("7", "9");
        assertThat(task.data()).isEqualTo("memory");
        assertThat(task.train()).hasSize(2);
        assertThat(numbers(task.testAnomalous())).containsExactly(0, 2);
        assertThat(dataset.oneClassTask("7", "9")).isEqualTo(task);
    }

    @Test
    void anEmptyClassIsRefusedWithTheClassesPresent() throws IOException {
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("12", "1"))
                .withMessageContaining("class 12 has no training images")
                .withMessageEndingWith("classes present: 0..2. Choose among those");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("0", "4"))
                .withMessageContaining("class 4 has no test images")
                .withMessageEndingWith("classes present: 0..3. Choose among those");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("3", "0"))
                .withMessageContaining("class 3 has no training images");
    }

    @Test
    void aNormalClassWithoutTestImagesIsRefused() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(0, 5, 2, 0));
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("5", "rest"))
                .withMessageContaining("class 5 has no test images");
    }

    @Test
    void restOfNothingIsRefused() throws IOException {
        Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(0, 1, 2, 3));
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("0,1,2,3", "rest"))
                .withMessageContaining("no anomalies")
                .withMessageEndingWith("classes present: 0..3. Leave one of them out of the normal ones");
    }

    @Test
    void aClassBothNormalAndAnomalousIsRefused() throws IOException {
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("0,1", "1"))
                .withMessageContaining("class 1 is both normal (\"0,1\") and anomalous (\"1\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "1,", ",1", "1;2", "-1", "256", "1.5", "1,1", "99999999999"})
    void aClassListThatCannotBeParsedIsRefused(String text) throws IOException {
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask(text, "rest"))
                .withMessageStartingWith("normal classes \"" + text + "\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("0", text))
                .withMessageStartingWith("anomaly classes \"" + text + "\"");
    }

    @Test
    void restIsNoNormalClass() throws IOException {
        IdxDataset dataset = IdxDataset.open(folder);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.oneClassTask("rest", "0"))
                .withMessageContaining("\"rest\" is not a class number");
    }

    @Test
    void describedClassesAreShortened() {
        boolean[] present = new boolean[256];
        assertThat(Classes.describe(present)).isEqualTo("none");
        for (int label : new int[] {0, 1, 2, 5, 7, 8, 255}) {
            present[label] = true;
        }
        assertThat(Classes.describe(present)).isEqualTo("0..2, 5, 7, 8, 255");
    }

    private static List<String> names() {
        return List.of(
                "train-images-idx3-ubyte",
                "train-labels-idx1-ubyte",
                "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte");
    }

    private static IdxSource source(String name, byte[] bytes) {
        return new IdxSource(name, () -> new ByteArrayInputStream(bytes));
    }

    private static List<Integer> numbers(List<Image> images) {
        return images.stream()
                .map(image -> Math.round(image.get(0, 1, 2) * 255))
                .toList();
    }
}
