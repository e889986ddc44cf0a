package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.sun.net.httpserver.HttpServer;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.Provider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackboneCommandTest {
    private static final String USER_HOME = "user.home";

    @TempDir
    private Path folder;

    private String home = "";
    private Path network;

    @BeforeEach
    void useAStoreOfItsOwn() throws Exception {
        home = System.getProperty(USER_HOME);
        System.setProperty(USER_HOME, folder.resolve("home").toString());
        network = TinyNetwork.write(folder.resolve("tiny.onnx"));
    }

    @AfterEach
    void useTheUsersStoreAgain() {
        System.setProperty(USER_HOME, home);
    }

    private static JsonNode json(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).hasLineCount(1);
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void whatIsAddedIsListedAndCanBeAskedForByName() {
        JsonNode added = json(Outcome.of(
                "backbone",
                "add",
                network.toString(),
                "--name",
                "small",
                "--layers",
                "max_8,max_4",
                "--normalize",
                "-1..1",
                "--json",
                "-q"));
        JsonNode list = json(Outcome.of("backbone", "list", "--json", "-q"));
        JsonNode info = json(Outcome.of("backbone", "info", "small", "--json", "-q"));

        Path stored = folder.resolve("home/.kizu/backbones/small.onnx");
        assertThat(added.get("file").asString()).isEqualTo(stored.toString());
        assertThat(stored).hasSameBinaryContentAs(network);
        assertThat(list.get("backbones")).hasSize(1);
        assertThat(list.get("backbones").get(0)).isEqualTo(added);
        assertThat(list.get("catalogue")).isNotEmpty();
        assertThat(info.get("layers").toString()).isEqualTo("[\"max_8\",\"max_4\"]");
        assertThat(info.get("normalization").asString()).isEqualTo("-1..1");
        assertThat(info.get("notes")).isEmpty();
    }

    @Test
    void infoTellsTheFileItsInputAndWhatMayBeLayers() {
        JsonNode info = json(Outcome.of("backbone", "info", network.toString(), "--json", "-q"));

        assertThat(info.get("opset").asInt()).isEqualTo(13);
        assertThat(info.get("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(info.get("input").get("shape").asString()).isEqualTo("[n, 3, h, w]");
        assertThat(info.get("candidates").get(1).toString())
                .isEqualTo("{\"name\":\"max_8\",\"channels\":3,\"stride\":8}");
        assertThat(info.get("layers").toString()).isEqualTo("[\"max_8\",\"max_16\"]");
        assertThat(info.get("notes")).hasSize(2);
    }

    @Test
    void infoTellsWhatMayBeLayersAlsoWhereNoneIsUsual() throws Exception {
        // Its layers lie 4, 8 and 16 pixels apart; without the last two only 4 is left.
        ModelProto.Builder coarse = ModelProto.parseFrom(Files.readAllBytes(network)).toBuilder();
        coarse.getGraphBuilder().removeNode(2).removeNode(1).removeOutput(2).removeOutput(1);
        Path file = Files.write(folder.resolve("coarse.onnx"), coarse.build().toByteArray());

        JsonNode info = json(Outcome.of("backbone", "info", file.toString(), "--json", "-q"));
        Outcome text = Outcome.of("backbone", "info", file.toString(), "-q");

        assertThat(info.get("candidates").get(0).get("name").asString()).isEqualTo("max_4");
        assertThat(info.get("layers")).isEmpty();
        assertThat(text.out()).contains("max_4: 3 channels, stride 4", "Layers:      none", "--layers");
    }

    @Test
    void withoutJsonTheSameIsToldInLines() {
        Outcome info = Outcome.of("backbone", "info", network.toString(), "-q");
        Outcome added = Outcome.of("backbone", "add", network.toString(), "-q");
        Outcome list = Outcome.of("backbone", "list", "-q");

        assertThat(info.code()).isZero();
        assertThat(info.out()).contains("opset 13", "max_16: 3 channels, stride 16", "Layers:      max_8, max_16");
        assertThat(added.out()).contains("tiny: 0.0 MB, licence not said", "kizu backbone info tiny");
        assertThat(list.out()).contains("tiny: ", "resnet18: 46.7 MB, licence Apache-2.0, images of 224x224");
        assertThat(info.err() + added.err() + list.err()).isEmpty();
    }

    @Test
    void aBackboneOfACatalogueIsFetchedAndItsLicenceTold() throws Exception {
        byte[] content = Files.readAllBytes(network);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/net.onnx", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        try {
            Path catalogue = Files.writeString(folder.resolve("catalogue.json"), """
                    {"backbones":[{"name":"net","address":"http://%s:%d/net.onnx","sha256":"%s","bytes":%d,"licence":"MIT"},
                                  {"name":"gone","address":"http://%1$s:%2$d/gone.onnx","sha256":"%3$s","bytes":%4$d,"licence":"MIT"}]}
                    """.formatted(
                    server.getAddress().getHostString(),
                    server.getAddress().getPort(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                    content.length));

            Outcome fetched = Outcome.of("backbone", "download", "net", "--catalogue", catalogue.toString(), "--json");
            Outcome gone = Outcome.of("backbone", "download", "gone", "--catalogue", catalogue.toString(), "-q");

            assertThat(json(fetched).get("licence").asString()).isEqualTo("MIT");
            assertThat(fetched.err()).contains("net.onnx, licence MIT");
            assertThat(folder.resolve("home/.kizu/backbones/net.onnx")).hasBinaryContent(content);
            assertThat(gone.code()).isEqualTo(1);
            assertThat(gone.err())
                    .startsWith("kizu: could not download gone.onnx")
                    .contains("404")
                    .hasLineCount(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void badInputIsOneMessageThatSaysWhatToDo() throws Exception {
        Path text = Files.writeString(folder.resolve("text.onnx"), "hello");

        Outcome missing = Outcome.of("backbone", "info", "none.onnx", "-q");
        Outcome broken = Outcome.of("backbone", "add", text.toString(), "-q");
        Outcome layer = Outcome.of("backbone", "info", network.toString(), "--layers", "max_9", "-q");
        Outcome unknown = Outcome.of("backbone", "download", "alexnet", "-q");
        Outcome normalization = Outcome.of("backbone", "info", network.toString(), "--normalize", "half");
        Outcome name = Outcome.of("backbone", "add", network.toString(), "--name", "../x", "-q");

        assertThat(missing.err())
                .startsWith("kizu: there is no backbone \"none.onnx\"")
                .hasLineCount(1);
        assertThat(broken.err()).contains("no whole ONNX file").hasLineCount(1);
        assertThat(layer.err()).contains("no layer \"max_9\"", "max_8").hasLineCount(1);
        assertThat(unknown.err()).contains("\"alexnet\"", "resnet18").hasLineCount(1);
        assertThat(missing.code() + broken.code() + layer.code() + unknown.code())
                .isEqualTo(4);
        assertThat(normalization.code()).isEqualTo(2);
        assertThat(normalization.err()).contains("'half'", "imagenet", "Try 'kizu backbone info --help'.");
        assertThat(name.code()).isEqualTo(2);
    }

    @Test
    void withoutASubCommandItsHelpIsPrinted() {
        Outcome help = Outcome.of("backbone");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("list", "add", "download", "info", "Exit codes:");
    }

    /** What takes a backbone among its options. */
    @Command(name = "some")
    private static final class Some {
        @Mixin
        private BackboneFlags backbone;
    }

    private static BackboneFlags flags(String... args) {
        Some some = new Some();
        new CommandLine(some).parseArgs(args);
        return some.backbone;
    }

    @Test
    void theOptionsOfABackboneNameAFileOrOneOfTheStore() throws Exception {
        Outcome.of("backbone", "add", network.toString(), "--name", "small", "--normalize", "0..1", "-q");

        BackboneFlags byName = flags("--backbone", "small", "--layers", "max_4", "--provider", "cuda");
        BackboneFlags byFile = flags("--backbone", network.toString());

        assertThat(byName.choice().layers()).containsExactly("max_4");
        assertThat(byName.choice().normalization()).hasToString("0..1");
        assertThat(byName.run().provider()).isEqualTo(Provider.CUDA);
        assertThat(byFile.choice().layers()).containsExactly("max_8", "max_16");
        assertThat(byFile.run().provider()).isEqualTo(Provider.CPU);
        assertThat(flags().any()).isFalse();
        assertThat(flags("--normalize", "0..1").any()).isTrue();
        // There is no other.
        assertThat(flags().choice().normalization()).hasToString("0..1");
        Outcome.of("backbone", "add", network.toString(), "--name", "other", "-q");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flags().choice())
                .withMessageContaining("--backbone")
                .withMessageContaining("other, small");
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> flags("--backbone", "large").choice())
                .withMessageContaining("small");
    }

    @Test
    void onnxRuntimeIsNotLoadedWhereNothingIsComputedAndTheEnvironmentTellsTheStore() throws Exception {
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.kizu.cli.Main",
                        "backbone",
                        "list")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("KIZU_HOME", folder.resolve("elsewhere").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(out, StandardCharsets.UTF_8))
                .contains(
                        "dev.kizu.cli.BackboneListCommand", folder.resolve("elsewhere/backbones") + ", which is empty")
                .doesNotContain("ai.onnxruntime.", "com.google.protobuf.");
    }
}
