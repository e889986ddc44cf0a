package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String GOOD = """
            {"backbones":[{"name":"net","address":"https://example.org/a/net.onnx","sha256":"%s","bytes":5,"licence":"MIT",
             "layers":["a","b"],"normalization":"bgr:0..255","size":"224x224","facts":["README"]}]}
            """.formatted("0123456789abcdef".repeat(4));

    @TempDir
    private Path folder;

    @Test
    void theOneThatComesWithKizuNamesLicencesAndWhereItsFactsAreFrom() {
        assertThat(Catalogue.builtIn().backbones()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.address().getScheme()).isEqualTo("https");
            assertThat(entry.licence()).isNotBlank();
            assertThat(entry.normalization()).isNotNull();
            assertThat(entry.facts()).isNotEmpty();
        });
    }

    @Test
    void oneOfOnesOwnIsReadFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), GOOD);

        CatalogueEntry entry = Catalogue.read(file.toString()).named("net");

        assertThat(entry.layers()).containsExactly("a", "b");
        assertThat(entry.normalization()).hasToString("bgr:0..255");
        assertThat(entry.spec().source()).isEqualTo("https://example.org/a/net.onnx");
    }

    @Test
    void oneOfOnesOwnIsReadFromAnAddress() throws Exception {
        try (BackboneServer server = new BackboneServer(GOOD.getBytes(StandardCharsets.UTF_8))) {
            assertThat(Catalogue.read(server.address("/moved/net.json").toString())
                            .named("net")
                            .bytes())
                    .isEqualTo(5);
            assertThatExceptionOfType(BackboneException.class)
                    .isThrownBy(() -> Catalogue.read(server.address("/none").toString()))
                    .withMessageContaining("HTTP 404");
        }
    }

    @Test
    void anUnknownNameIsAnErrorThatTellsTheNames() {
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> Catalogue.builtIn().named("resnet81"))
                .withMessageContainingAll("\"resnet81\"", "resnet18", "--catalogue");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sha256\":\"01|\"sha256\":\"XY|64 lower-case hexadecimal digits",
                "\"bytes\":5|\"bytes\":0|at least 1 byte",
                "https://example.org/a/net.onnx|ftp://example.org/net.onnx|http or https",
                "https://example.org/a/net.onnx|https://example.org/?f=net|plain file name",
                "\"name\":\"net\"|\"name\":\"../net\"|no name for a backbone",
                "\"licence\":\"MIT\",|``|expected name, address",
                "\"layers\"|\"layer\"|layer",
                "backbones|backbone|backbone"
            })
    void whatIsWrongInOneIsAnErrorThatSaysWhat(String right, String wrong, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), GOOD.replace(right, wrong));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> Catalogue.read(file.toString()))
                .withMessageContainingAll(file.toString(), "no catalogue of backbones", message);
    }
}
