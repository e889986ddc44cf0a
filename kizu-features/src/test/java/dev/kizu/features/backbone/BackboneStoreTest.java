package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneStoreTest {
    private static final BackboneSpec SAID = BackboneSpec.of(List.of("relu_8"), Normalization.parse("-1..1"));

    @TempDir
    private Path folder;

    private BackboneStore store;
    private Path file;

    @BeforeEach
    void makeABackbone() throws Exception {
        store = new BackboneStore(folder.resolve("store"));
        file = TinyBackbone.write(folder.resolve("tiny.onnx"));
    }

    @Test
    void whatIsAddedIsListedAndFoundByName() throws Exception {
        StoredBackbone added = store.add(file, "small", SAID);

        assertThat(store.list()).containsExactly(added);
        assertThat(added.name()).isEqualTo("small");
        assertThat(added.spec().layers()).containsExactly("relu_8");
        assertThat(added.spec().normalization()).hasToString("-1..1");
        assertThat(store.resolve("small")).isEqualTo(added.file()).hasSameBinaryContentAs(file);
        assertThat(BackboneChoice.of(BackboneFile.read(store.resolve("small")), BackboneSpec.NONE)
                        .layers())
                .containsExactly("relu_8");
        assertThat(store.folder()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatTheJsonBesideTheFileSaysComesAlong() throws Exception {
        SAID.write(folder.resolve("tiny.json"));

        StoredBackbone added = store.add(file, "small", BackboneSpec.of(List.of("conv_4"), null));

        assertThat(added.spec().layers()).containsExactly("conv_4");
        assertThat(added.spec().normalization()).hasToString("-1..1");
    }

    @Test
    void addingTheSameAgainReplacesWhatIsSaidOfIt() throws Exception {
        store.add(file, "small", SAID);
        store.add(file, "small", BackboneSpec.of(List.of("relu_16"), null));

        assertThat(store.list()).hasSize(1);
        assertThat(store.list().get(0).spec().layers()).containsExactly("relu_16");
    }

    @Test
    void anotherBackboneOfTheSameNameIsAnErrorAndTheFirstStays() throws Exception {
        StoredBackbone first = store.add(file, "small", SAID);
        Path other = TinyBackbone.write(
                folder.resolve("other.onnx"),
                TinyBackbone.model("1", "32", "32", List.of("out")).build());

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.add(other, "small", BackboneSpec.NONE))
                .withMessageContainingAll("another backbone \"small\"", "--name");
        assertThat(first.file()).hasSameBinaryContentAs(file);
    }

    @Test
    void whatIsNoBackboneOrHasNotTheLayersIsNotAdded() throws Exception {
        Path text = Files.writeString(folder.resolve("text.onnx"), "hello");

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.add(text, "text", BackboneSpec.NONE))
                .withMessageContaining("no whole ONNX file");
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.add(file, "small", BackboneSpec.of(List.of("relu_9"), null)))
                .withMessageContaining("no layer \"relu_9\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.add(file, "../small", BackboneSpec.NONE))
                .withMessageContaining("no name for a backbone");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aStoreThatCannotBeWrittenIsAnErrorThatSaysHowToHaveAnother() throws Exception {
        BackboneStore within =
                new BackboneStore(Files.writeString(folder.resolve("file"), "").resolve("backbones"));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> within.add(file, "small", SAID))
                .withMessageContainingAll("cannot write into the store", "KIZU_HOME");
    }

    @Test
    void aPathIsTakenAsItIs() throws Exception {
        assertThat(store.resolve(file.toString())).isEqualTo(file);
    }

    @Test
    void whatIsNeitherFileNorNameIsAnErrorThatTellsTheNames() throws Exception {
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.resolve("large"))
                .withMessageContainingAll("\"large\"", "are none", "kizu backbone download");
        store.add(file, "small", SAID);
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> store.resolve("../store/small"))
                .withMessageContaining("are small");
    }

    @Test
    void theFolderIsInTheUsersHomeUnlessTheEnvironmentTellsAnother() {
        Path home = Path.of("/home/u");

        assertThat(BackboneStore.standardFolder(Map.of(), home)).isEqualTo(Path.of("/home/u/.kizu/backbones"));
        assertThat(BackboneStore.standardFolder(Map.of("KIZU_HOME", "/data/kizu"), home))
                .isEqualTo(Path.of("/data/kizu/backbones"));
    }

    @Test
    void itsNameIsThatOfTheFileWithoutTheEnding() {
        assertThat(BackboneStore.nameOf(Path.of("a/mobile.v2.onnx"))).isEqualTo("mobile.v2");
        assertThat(BackboneStore.nameOf(Path.of("a/mobile"))).isEqualTo("mobile");
    }
}
