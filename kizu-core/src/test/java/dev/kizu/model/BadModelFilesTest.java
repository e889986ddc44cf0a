package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file: one kind of exception, and a message that says what it is. */
class BadModelFilesTest {
    @TempDir
    private Path folder;

    private static byte[] file;

    @BeforeAll
    static void train() {
        Detector detector = Models.detector(Models.quick(), DetectorOptions.robust(), 1, 20, 18);
        file = ModelFile.toBytes(detector.withProvenance(Provenance.unknown()
                        .withTraining(new Provenance.Training("robust", Models.quick(), 0.2, "7", 50, "00ff", 30, -1.5))
                        .withCircumstances(Provenance.Circumstances.now("data", "scalar")))
                .content());
    }

    private static void assertRefused(ThrowingCallable load, String... message) {
        assertThatThrownBy(load).isInstanceOf(ModelFormatException.class).hasMessageContainingAll(message);
    }

    private static void assertRefused(byte[] bytes, String... message) {
        assertRefused(() -> ModelFile.fromBytes(bytes), message);
    }

    private static Tampering tamper() {
        return Tampering.of(file);
    }

    @Test
    void theUntouchedFileLoads() throws IOException {
        assertThat(ModelFile.fromBytes(file).bytes()).isEqualTo(file.length);
        assertThat(ModelFile.fromBytes(tamper().sealed()).bytes()).isEqualTo(file.length);
    }

    @Test
    void theMessageNamesTheFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.onnx"), "not a model");

        assertRefused(() -> Detector.load(text), "cannot load " + text, "not an ONNX file");
        assertRefused(() -> Detector.load(folder), folder + " is a folder, expected a model file");
        assertThatThrownBy(() -> Detector.load(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anEmptyFileAndWhatIsNoRegularFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.onnx"));

        assertRefused(() -> Detector.load(empty), "cannot load " + empty + ": the file is empty");
        Path device = Path.of("/dev/null");
        if (Files.exists(device)) {
            assertRefused(() -> Detector.load(device), "/dev/null is a pipe or a device, expected a model file");
        }
    }

    @Test
    void aLinkIsFollowedAndErrorsNameTheTarget() throws IOException {
        Path real = Files.write(folder.resolve("real.onnx"), new byte[] {1});
        Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), real);
        ModelContent content = ModelFile.fromBytes(file).content();

        ModelFile.save(content, link);

        assertThat(link).isSymbolicLink();
        assertThat(real).hasBinaryContent(file);
        Path nowhere = folder.resolve("missing/model.onnx");
        assertThatThrownBy(() -> ModelFile.save(content, nowhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot save " + nowhere)
                .hasMessageNotContaining(".tmp");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(real, link);
        }
    }

    @Test
    void textsOfFilesCannotSteerATerminal() {
        assertThat(Text.shortened("a\u202eb\u2028c\u001b[31m\u200bd\u0085")).isEqualTo("a?b?c?[31m?d?");
        byte[] producers = new byte[40 << 20];
        assertThat(Text.shortened(new String(producers, StandardCharsets.ISO_8859_1)))
                .hasSize(63);
    }

    @Test
    void manyTextsThatAreTooMuchTogether() {
        ModelProto producer =
                ModelProto.newBuilder().setProducerName("x".repeat(1 << 22)).build();
        ByteString all = ByteString.EMPTY;
        for (int i = 0; i < 5; i++) {
            all = all.concat(producer.toByteString());
        }
        assertRefused(all.concat(ByteString.copyFrom(file)).toByteArray(), "more than 16,777,216 bytes of texts");
    }

    @Test
    void aFileBeyondTheLimitIsNotEvenRead() throws IOException {
        Path large = folder.resolve("large.onnx");
        try (var sparse = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(Limits.FILE + 1L);
        }

        assertRefused(() -> ModelFile.load(large), "67,108,865 bytes, a model has at most 67,108,864");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not a model", "\u0089PNG\r\n\u001a\n", "{\"a\":1}", "PK\u0003\u0004abcdefgh", "\u0008\u0006"
            })
    void whatIsNoOnnxFile(String content) {
        assertRefused(content.getBytes(StandardCharsets.ISO_8859_1), "not an ONNX file");
    }

    @Test
    void aTruncatedFileWhereverItEnds() {
        for (int length = 0; length < file.length; length += 1 + length / 40) {
            int end = length;
            assertThatThrownBy(() -> ModelFile.fromBytes(Arrays.copyOf(file, end)))
                    .as("the first %d bytes", end)
                    .isInstanceOf(ModelFormatException.class);
        }
        assertRefused(Arrays.copyOf(file, file.length / 2), "truncated", "ends too early", "copy it again");
    }

    @Test
    void aDamagedByteWhereverItIs() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = file.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            try {
                LoadedModel loaded = ModelFile.fromBytes(damaged);
                // Not covered: when and where it was trained.
                assertThat(loaded.content().provenance().circumstances())
                        .as("byte %d", at)
                        .isNotEqualTo(circumstances());
            } catch (ModelFormatException e) {
                assertThat(e).as("byte %d", at).hasMessageMatching("(?s).*(damaged|metadata|makes no sense).*");
            }
        }
        byte[] weight = file.clone();
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("encoder.1.weight") + 200;
        weight[at] ^= 1;
        assertRefused(weight, "SHA-256", "was damaged, or changed after Kizu saved it");
    }

    private static Provenance.Circumstances circumstances() throws ModelFormatException {
        return ModelFile.fromBytes(file).content().provenance().circumstances();
    }

    @Test
    void anOnnxFileThatIsNotKizus() {
        byte[] foreign = ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("some\u0007toolkit")
                .setGraph(GraphProto.newBuilder().setName("net"))
                .build()
                .toByteArray();

        assertRefused(
                foreign, "is an ONNX file, but not a model of Kizu's", "made by 'some?toolkit'", "that Kizu saved");
    }

    @Test
    void aNewerFormatEvenIfNothingElseIsUnderstood() {
        byte[] newer = tamper().metadata(Metadata.FORMAT, version -> "3")
                .metadata(Metadata.CONFIG, json -> "<xml/>")
                .unsealed();

        assertRefused(newer, "format version 3", "reads up to 2", "Use a newer version of Kizu");
        for (String version : List.of("", "one", "0", "-1", "1.0", "99999999999")) {
            assertRefused(
                    tamper().metadata(Metadata.FORMAT, old -> version).sealed(),
                    "format version is '" + version + "', expected a whole number");
        }
    }

    @Test
    void tensorsOfAnotherShapeOrType() {
        assertRefused(
                tamper().tensor("encoder.1.weight", t -> t.setDims(0, 6).setDims(1, 12))
                        .sealed(),
                "tensor encoder.1.weight has float elements and the shape 6x12x2x2",
                "expected float elements and the shape 12x6x2x2");
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setDataType(TensorProto.DataType.DOUBLE.getNumber()))
                        .sealed(),
                "'latent.bias'",
                "elements of the type 11");
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setDims(0, 3)).sealed(), "takes 12 bytes, and comes with 16");
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setDims(0, Long.MAX_VALUE))
                        .sealed(),
                "a dimension of 9223372036854775807");
        assertRefused(tamper().tensor("latent.bias", t -> t.setDims(0, -4)).sealed(), "a dimension of -4");
        assertRefused(
                tamper().tensor(
                                "latent.bias",
                                t -> t.clearDims().addDims(1 << 30).addDims(1 << 30))
                        .sealed(),
                "takes over 2^31 bytes");
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setName("latent.bios")).sealed(), "no tensor latent.bias");
        assertRefused(tamper().withoutTensor("head.weight").sealed(), "no tensor head.weight", "6x2x4x4");
        assertRefused(tamper().withoutTensor("calibration.joint.whitening.21").sealed(), "no tensor calibration.joint");
        assertRefused(
                tamper().change(m ->
                                m.getGraphBuilder().addInitializer(m.getGraph().getInitializer(0)))
                        .sealed(),
                "two tensors with the name");
    }

    @Test
    void elementsThatAreNotInTheFileAsRawBytes() {
        assertRefused(
                tamper().tensor("latent.bias", t -> t.clearRawData().addFloatData(1))
                        .sealed(),
                "one by one",
                "raw bytes");
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setDataLocation(TensorProto.DataLocation.EXTERNAL))
                        .sealed(),
                "in another file");
        assertRefused(
                tamper().tensor(
                                "latent.bias",
                                t -> t.addExternalDataBuilder()
                                        .setKey("location")
                                        .setValue("/etc/passwd"))
                        .sealed(),
                "in another file");
    }

    @Test
    void weightsThatAreNoNumbers() {
        assertRefused(tamper().element("encoder.0.weight", 3, Float.NaN).sealed(), "encoder.0.weight holds NaN");
        assertRefused(
                tamper().element("head.weight", 0, Float.NEGATIVE_INFINITY).sealed(), "head.weight holds -Infinity");
        assertRefused(
                tamper().element("encoder.0.norm.variance", 0, -1).sealed(),
                "encoder.0.norm.variance holds -1.0, expected finite numbers of at least 0");
        assertRefused(
                tamper().element("calibration.elbo.mean", 0, Float.POSITIVE_INFINITY)
                        .sealed(),
                "elbo.mean holds Infinity");
        assertRefused(
                tamper().element("calibration.joint.mean.kl", 1, Float.NaN).sealed(), "joint.mean.kl holds NaN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "latent":2        | "latent":3         | latent.weight has float elements
            "latent":2        | "latent":0         | kizu.config.latent is 0, expected a whole number from 1
            "latent":2        | "latent":2147483647 | kizu.config.latent is 2147483647
            "latent":2        | "latent":1e9       | kizu.config.latent is 1e9
            "latent":2        | "latent":"2"       | kizu.config.latent is '2', expected a whole number
            "latent":2        | "latent":null      | has no kizu.config.latent
            "depth":2         | "depth":1          | latent.weight
            "depth":2         | "depth":13         | kizu.config.depth is 13
            "depth":2         | "depth":3          | encoder.2.weight
            "depth":2         | "depth":4          | cannot be halved 4 times
            "baseFilters":6   | "baseFilters":4096 | encoder.0.weight
            "height":8        | "height":262144    | area is 2,097,152
            "height":8        | "height":0         | kizu.config.patch.height is 0
            "height":8        | "height":12        | latent.weight
            "channels":1      | "channels":3       | encoder.0.weight
            "channels":1      | "channels":65      | kizu.config.patch.channels is 65
            "varianceFloor":0.004 | "varianceFloor":1 | variance floor is 1.0, expected in [0, 1)
            "varianceFloor":0.004 | "varianceFloor":1e999 | varianceFloor is 1e999, expected a number
            "varianceFloor":0.004 | "varianceFloor":-1 | variance floor is -1.0
            "stride":2        | "stride":3         | a grid of 7 x 6 windows
            "stride":2        | "stride":0         | kizu.config.stride is 0
            "stride":2        | "stride":99999     | kizu.config.stride is 99999
            "share":0.3       | "share":0          | top share is 0.0
            "share":0.3       | "share":1.5        | top share is 1.5
            "share":0.3       | "windows":0        | aggregation.windows is 0
            "score":"joint"   | "score":"best"     | score is 'best', expected elbo or unregularized or joint
            "score":"joint"   | "score":"a\\nb"    | score is 'a?b'
            "latent":2        | "latent":2,"latent":2 | it is not JSON
            {"patch"          | {"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]],"patch" | nested more than 16 deep
            {"patch"          | {patch             | it is not JSON: found 'p'
            """)
    void aConfigThatLies(String piece, String by, String message) {
        assertRefused(tamper().replace(Metadata.CONFIG, piece, by).sealed(), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "kind":"positional" | "kind":"none"   | the joint score needs a calibration
            "kind":"positional" | "kind":"other"  | kind is 'other', expected none or positional
            "rows":7            | "rows":6        | calibration.elbo.mean has float elements and the shape 42, expected float elements and the shape 36
            "rows":7            | "rows":65536    | calibration.elbo.mean
            "rows":7,"columns":6 | "rows":6,"columns":7 | a grid of 6 x 7 windows
            "imageHeight":20    | "imageHeight":200 | images of 200 x 18 pixels have 97 x 6
            "imageWidth":18     | "imageWidth":65537 | imageWidth is 65537
            """)
    void aCalibrationThatLies(String piece, String by, String message) {
        assertRefused(tamper().replace(Metadata.CALIBRATION, piece, by).sealed(), message);
    }

    @Test
    void aThresholdThatLies() {
        String entry = tamper().metadata(Metadata.THRESHOLD);
        String value = entry.replaceFirst(".*\"value\":([^,]*),.*", "$1");

        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "\"value\":" + value, "\"value\":1000")
                        .sealed(),
                "says that the threshold is 1000.0, its graph compares with " + value);
        assertRefused(tamper().element("threshold.value", 0, 1000).sealed(), "its graph compares with 1000.0");
        assertRefused(
                tamper().metadata(Metadata.THRESHOLD, json -> json.replaceFirst("\"heldOutScores\":\\[", "$0999999,"))
                        .sealed(),
                "held-out scores give 999999.0");
        assertRefused(
                tamper().metadata(
                                Metadata.THRESHOLD,
                                json -> json.replaceFirst("\"heldOutScores\":\\[.*\\]", "\"heldOutScores\":[]"))
                        .sealed(),
                "heldOutScores is an object or a list, expected a list of numbers");
        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "false-alarm-rate", "none").sealed(),
                "says that there is no threshold, but its graph compares with");
        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "false-alarm-rate", "f1").sealed(), "rule is 'f1'");
        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "\"falseAlarmRate\":0.01", "\"falseAlarmRate\":0")
                        .sealed(),
                "false-alarm rate is 0.0");
    }

    /** The metadata alone would make a model; whoever runs the graph would get another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v1-any-size   | "stride":3            | "stride":2
            v1-any-size   | "score":"elbo"        | "score":"unregularized"
            v1-positional | "score":"joint"       | "score":"elbo"
            v1-any-size   | "windows":3           | "windows":50
            v1-positional | "share":0.3           | "share":0.9
            v1-any-size   | "varianceFloor":0.004 | "varianceFloor":0.001
            v1-positional | "varianceFloor":0.004 | "varianceFloor":0
            """)
    void metadataThatSayOtherThanTheGraph(String golden, String piece, String by) {
        assertRefused(
                Tampering.of(GoldenModels.file(golden))
                        .replace(Metadata.CONFIG, piece, by)
                        .sealed(),
                "its graph and its metadata disagree",
                "changed by another tool, or forged",
                "use the file that Kizu saved");
    }

    @Test
    void aGraphThatComputesSomethingElse() {
        for (String golden : GoldenModels.NAMES) {
            byte[] file = GoldenModels.file(golden);
            List<Consumer<GraphProto.Builder>> changes = List.of(
                    GraphProto.Builder::clearNode,
                    GraphProto.Builder::clearInput,
                    GraphProto.Builder::clearOutput,
                    graph -> graph.removeNode(graph.getNodeCount() - 1),
                    graph -> graph.addNode(graph.getNode(0)),
                    graph -> graph.setName("other"),
                    graph -> graph.setDocString("more"),
                    graph -> graph.getNodeBuilder(graph.getNodeCount() - 1).setOpType("Less"),
                    graph -> graph.addInitializer(TensorProto.newBuilder()
                            .setName("unused")
                            .setDataType(1)
                            .addDims(0)
                            .setRawData(ByteString.EMPTY)));
            for (Consumer<GraphProto.Builder> change : changes) {
                assertRefused(
                        Tampering.of(file)
                                .change(model -> change.accept(model.getGraphBuilder()))
                                .sealed(),
                        "its graph and its metadata disagree");
            }
            assertRefused(
                    Tampering.of(file).element("const.half", 0, 0.25f).sealed(), "its graph and its metadata disagree");
            assertRefused(
                    Tampering.of(file)
                            .tensor("map.identity.down", t -> t.setName("map.identity.up"))
                            .sealed(),
                    "disagree: the constant map.identity.down");
        }
    }

    @Test
    void operatorsThatAreNotThoseOfTheFormat() {
        List<Consumer<ModelProto.Builder>> changes = List.of(
                model -> model.setIrVersion(7),
                model -> model.getOpsetImportBuilder(0).setVersion(13),
                model -> model.addOpsetImportBuilder().setDomain("com.example").setVersion(1),
                model -> model.addFunctionsBuilder().setName("Relu"));
        for (Consumer<ModelProto.Builder> change : changes) {
            assertRefused(tamper().change(change).sealed(), "disagree: the operators that it runs on");
        }
    }

    @Test
    void aProvenanceThatMakesNoSense() {
        assertRefused(
                tamper().replace(Metadata.PROVENANCE, "\"depth\":2", "\"depth\":3")
                        .sealed(),
                "trained with a depth of 3, and has one of 2");
        assertRefused(
                tamper().replace(Metadata.PROVENANCE, "\"heldOut\":30", "\"heldOut\":51")
                        .sealed(),
                "51 of 50 images were held out");
        assertRefused(
                tamper().replace(Metadata.PROVENANCE, "\"heldOutShare\":0.2", "\"heldOutShare\":1")
                        .sealed(),
                "the images held out is 1.0, expected in [0, 1)");
        assertRefused(
                tamper().replace(Metadata.PROVENANCE, "\"epochs\":4", "\"epochs\":0")
                        .sealed(),
                "epochs is 0");
        assertRefused(
                tamper().replace(Metadata.PROVENANCE, "warmup-cosine", "x").sealed(), "schedule is 'x'");
        assertRefused(
                tamper().metadata(Metadata.CIRCUMSTANCES, json -> "{\"time\":\"yesterday\"}")
                        .sealed(),
                "time is 'yesterday'");
    }

    @Test
    void metadataThatIsMissingOrComesTwice() {
        for (String key : List.of(Metadata.CONFIG, Metadata.CALIBRATION, Metadata.THRESHOLD, Metadata.PROVENANCE)) {
            assertRefused(tamper().withoutMetadata(key).sealed(), "no metadata entry " + key);
        }
        assertRefused(tamper().withoutMetadata(Metadata.DIGEST).unsealed(), "kizu.sha256 says nothing");
        assertRefused(tamper().addMetadata(Metadata.CONFIG, "{}").sealed(), "two entries with the name 'kizu.config'");
    }

    @Test
    void anEntryBeyondTheLimit() {
        String zeros = "0,".repeat(Limits.METADATA / 2);

        assertRefused(
                tamper().replace(Metadata.THRESHOLD, "\"heldOutScores\":[", "\"heldOutScores\":[" + zeros)
                        .sealed(),
                "kizu.threshold has",
                "characters, expected at most 1,048,576");
    }

    @Test
    void textsBeyondTheLimit() {
        String large = "x".repeat((1 << 22) + 1);
        String half = "y".repeat(1 << 22);

        assertRefused(
                tamper().addMetadata("a", large).sealed(), "a text of 4,194,305 bytes, expected at most 4,194,304");
        assertRefused(
                tamper().addMetadata("a", half).addMetadata("b", half).sealed(),
                "more than 8,388,608 bytes of metadata");
    }

    @Test
    void twoGraphsOrNone() {
        byte[] graph = ModelProto.newBuilder()
                .setGraph(tamper().unsealedGraph())
                .build()
                .toByteArray();
        byte[] twice = Arrays.copyOf(file, file.length + graph.length);
        System.arraycopy(graph, 0, twice, file.length, graph.length);

        assertRefused(twice, "has two graphs");
        assertRefused(tamper().change(ModelProto.Builder::clearGraph).sealed(), "has no graph");
    }

    @Test
    void rawBytesOfAnotherLength() {
        assertRefused(
                tamper().tensor("latent.bias", t -> t.setRawData(ByteString.copyFrom(new byte[15])))
                        .sealed(),
                "takes 16 bytes, and comes with 15");
    }
}
