package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneSpecTest {
    private static final BackboneSpec FULL = new BackboneSpec(
            List.of("feat_8", "feat_16"), Normalization.parse("-1..1"), "mobile", "Apache-2.0", "https://example.org");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = folder.resolve("a.json");
        FULL.write(file);

        assertThat(BackboneSpec.read(file)).isEqualTo(FULL);
        assertThat(file).content().contains("\"normalization\" : \"-1..1\"");
    }

    @Test
    void whatIsNotSaidIsNotWritten() throws Exception {
        Path file = folder.resolve("a.json");
        BackboneSpec.NONE.write(file);

        assertThat(file).content().doesNotContain("layers", "null");
        assertThat(BackboneSpec.read(file)).isEqualTo(BackboneSpec.NONE);
    }

    @ParameterizedTest
    @CsvSource({"net.onnx,net.json", "net.onnx,net.onnx.json", "net.model,net.model.json"})
    void itIsFoundBesideTheBackbone(String backbone, String json) throws Exception {
        FULL.write(folder.resolve(json));

        assertThat(BackboneSpec.beside(folder.resolve(backbone))).isEqualTo(FULL);
    }

    @Test
    void nothingBesideTheBackboneSaysNothing() throws Exception {
        assertThat(BackboneSpec.beside(folder.resolve("net.onnx"))).isEqualTo(BackboneSpec.NONE);
    }

    @Test
    void twoBesideTheBackboneAreAnError() throws Exception {
        FULL.write(folder.resolve("net.json"));
        FULL.write(folder.resolve("net.onnx.json"));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> BackboneSpec.beside(folder.resolve("net.onnx")))
                .withMessageContainingAll("net.json", "net.onnx.json", "Remove one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'layer':['a']}|has a member",
                "{'layers':['a'],'normalization':'half'}|'half' is no normalization",
                "{'layers':['a','a']}|layers [a, a], expected names, each once",
                "{'layers':['a']|cannot be read",
                "{} {}|cannot be read",
                "null|says null",
                "[]|cannot be read"
            })
    void whatIsNotUnderstoodIsAnErrorThatNamesIt(String json, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), json.replace('\'', '"'));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> BackboneSpec.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void whatOneDoesNotSayTheOtherSays() {
        BackboneSpec asked = BackboneSpec.of(List.of("feat_4"), null);

        BackboneSpec both = asked.orElse(FULL);

        assertThat(both.layers()).containsExactly("feat_4");
        assertThat(both.normalization()).isEqualTo(FULL.normalization());
        assertThat(both.licence()).isEqualTo("Apache-2.0");
    }
}
