package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.detect.Inspection;
import dev.kizu.image.Image;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.VaeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFileTest {
    @TempDir
    private Path folder;

    private static Detector positional;

    @BeforeAll
    static void train() {
        positional = Models.detector(Models.quick(), DetectorOptions.robust(), 1, 20, 18)
                .withProvenance(provenance(Provenance.Circumstances.now("/data/\u00fcben", "vector 256 bits")));
    }

    private static Provenance provenance(Provenance.Circumstances circumstances) {
        return Provenance.unknown()
                .withTraining(new Provenance.Training(
                        "robust",
                        Models.quick().withSeed(Long.MIN_VALUE),
                        0.2,
                        "7",
                        50,
                        "00ff",
                        30,
                        -12.345678901234567))
                .withCircumstances(circumstances);
    }

    private static void assertSameBits(Detector one, Detector other, List<Image> images) {
        for (Image image : images) {
            Inspection a = one.inspect(image);
            Inspection b = other.inspect(image);
            assertThat(b.imageScores()).isEqualTo(a.imageScores());
            assertThat(b.verdict()).isEqualTo(a.verdict());
            assertThat(b.pixelMap().values()).containsExactly(a.pixelMap().values());
            assertThat(b.terms().kl()).containsExactly(a.terms().kl());
            assertThat(b.terms().logNormalizer()).containsExactly(a.terms().logNormalizer());
            assertThat(b.terms().mahalanobis()).containsExactly(a.terms().mahalanobis());
            a.windowScores()
                    .forEach((kind, map) ->
                            assertThat(b.windowScores().get(kind).values()).containsExactly(map.values()));
        }
        assertThat(other.vae().values()).containsExactly(one.vae().values());
        assertThat(other.options()).isEqualTo(one.options());
    }

    @ParameterizedTest
    @EnumSource(
            value = ScoreKind.class,
            names = {"ELBO", "UNREGULARIZED", "JOINT"})
    void aLoadedDetectorGivesTheSameBits(ScoreKind kind) throws IOException {
        Detector saved = Models.detector(
                Models.quick(),
                DetectorOptions.robust().withScore(kind).withAggregation(Aggregation.topShare(1 / 3.0)),
                1,
                20,
                18);
        Path file = folder.resolve("model.onnx");
        saved.save(file);

        assertSameBits(saved, Detector.load(file), Models.images(4, 1, 20, 18, 9));
    }

    @ParameterizedTest
    @CsvSource({"2,16,12,max", "3,8,16,top7", "1,2,6,mean"})
    void aRectangularNetworkInColourDoesToo(int depth, int height, int width, String aggregation) throws IOException {
        VaeOptions training = VaeOptions.article()
                .withDepth(depth)
                .withPatch(height, width)
                .withBaseFilters(5)
                .withLatent(3)
                .withPatches(256)
                .withEpochs(1)
                .withThreads(1);
        Detector saved = Models.detector(
                training,
                DetectorOptions.article()
                        .withStride(3)
                        .withScore(ScoreKind.ELBO)
                        .withFalseAlarmRate(0.123456789)
                        .withAggregation(Aggregation.parse(aggregation)),
                3,
                30,
                25);
        Path file = folder.resolve("model.onnx");
        saved.save(file);

        assertSameBits(saved, Detector.load(file), Models.images(2, 3, 33, 40, 9));
    }

    @Test
    void everythingElseComesBackToo() throws IOException {
        LoadedModel loaded = ModelFile.fromBytes(ModelFile.toBytes(positional.content()));
        ModelContent content = loaded.content();

        assertThat(content.provenance().kizuVersion())
                .isEqualTo(positional.provenance().kizuVersion());
        assertThat(content.provenance().circumstances())
                .isEqualTo(positional.provenance().circumstances());
        Provenance.Training training = content.provenance().training();
        assertThat(training).isEqualTo(positional.provenance().training());
        assertThat(content.threshold().value())
                .isEqualTo(positional.threshold().orElseThrow().value());
        assertThat(content.threshold().heldOutScores())
                .hasSize(30)
                .containsExactly(positional.threshold().orElseThrow().heldOutScores());
        assertThat(content.falseAlarmRate()).isEqualTo(0.01);
        assertThat(content.calibration().imageHeight()).isEqualTo(20);
        assertThat(content.calibration().imageWidth()).isEqualTo(18);
        assertThat(loaded.formatVersion()).isEqualTo(ModelFile.FORMAT_VERSION);
        assertThat(loaded.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void theSameModelGivesTheSameBytesAlsoAfterLoading() throws IOException {
        byte[] bytes = ModelFile.toBytes(positional.content());

        assertThat(ModelFile.toBytes(positional.content())).isEqualTo(bytes);
        assertThat(ModelFile.toBytes(ModelFile.fromBytes(bytes).content())).isEqualTo(bytes);
    }

    /** Only the circumstances differ from run to run, and the digest leaves them out. */
    @Test
    void trainingAgainGivesTheSameDigestAndWithAFixedTimeTheSameBytes() throws IOException {
        Provenance.Circumstances fixed = Provenance.Circumstances.at(Instant.parse("2026-01-02T03:04:05.678Z"));
        Detector again = Models.detector(Models.quick().withThreads(3), DetectorOptions.robust(), 1, 20, 18);
        Detector other = Models.detector(Models.quick().withSeed(1), DetectorOptions.robust(), 1, 20, 18);
        byte[] first = ModelFile.toBytes(positional
                .withProvenance(provenance(Provenance.Circumstances.now("there", "scalar")))
                .content());
        byte[] second =
                ModelFile.toBytes(again.withProvenance(provenance(fixed)).content());

        assertThat(second).isNotEqualTo(first);
        assertThat(ModelFile.fromBytes(second).sha256())
                .isEqualTo(ModelFile.fromBytes(first).sha256());
        assertThat(second)
                .isEqualTo(ModelFile.toBytes(
                        positional.withProvenance(provenance(fixed)).content()));
        assertThat(ModelFile.fromBytes(ModelFile.toBytes(other.content())).sha256())
                .isNotEqualTo(ModelFile.fromBytes(first).sha256());
        assertThat(Tampering.of(second).metadata(Metadata.CIRCUMSTANCES))
                .isEqualTo("{\"time\":\"2026-01-02T03:04:05Z\"}");
    }

    /** Entries of others, say of a plant's own bookkeeping, are none of Kizu's business. */
    @Test
    void metadataOfOthersChangesNothing() throws IOException {
        byte[] bytes = ModelFile.toBytes(positional.content());
        byte[] more = Tampering.of(bytes).addMetadata("line", "3").unsealed();

        assertThat(ModelFile.fromBytes(more).sha256())
                .isEqualTo(ModelFile.fromBytes(bytes).sha256());
    }

    /** The classes that the official format description generates read the file, and write the same bytes. */
    @Test
    void theFileIsAsTheOfficialClassesWriteIt() throws IOException {
        byte[] bytes = ModelFile.toBytes(positional.content());
        ModelProto model = ModelProto.parseFrom(bytes);

        assertThat(model.toByteArray()).isEqualTo(bytes);
        assertThat(model.getUnknownFields().asMap()).isEmpty();
        assertThat(model.getProducerName()).isEqualTo("Kizu");
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(11);
        assertThat(model.getGraph().getInitializerList())
                .extracting(tensor -> tensor.getName())
                .doesNotHaveDuplicates()
                .contains("encoder.0.weight", "encoder.0.norm.variance", "latent.bias", "head.norm.gamma");
        assertThat(model.getGraph().getNodeList())
                .extracting(node -> node.getName())
                .doesNotHaveDuplicates();
        assertThat(model.getGraph().getOutputList())
                .extracting(output -> output.getName())
                .containsExactly("anomaly_map", "window_scores", "score", "threshold", "is_anomalous");
    }

    @ParameterizedTest
    @EnumSource(CalibrationKind.class)
    void theArticlesNetworkTakesLessThanAHundredKilobytes(CalibrationKind calibration) throws IOException {
        VaeOptions training =
                VaeOptions.article().withPatches(256).withEpochs(1).withThreads(1);
        Detector detector =
                Models.detector(training, DetectorOptions.article().withCalibration(calibration), 1, 28, 28);
        Path file = folder.resolve("article.onnx");
        detector.save(file);

        assertThat(file)
                .isRegularFile()
                .satisfies(saved -> assertThat(Files.size(saved)).isBetween(20_000L, 99_999L));
    }

    @Test
    void anOldFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "old");
        positional.save(file);

        assertThat(Detector.load(file).options()).isEqualTo(positional.options());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeSavedLeavesTheOldFileAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "old");
        Detector wide =
                Models.detector(Models.quick(), DetectorOptions.article().withStride(5000), 1, 20, 18);

        assertThatThrownBy(() -> wide.save(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the stride is 5,000, a model file holds at most 4,096");
        assertThatThrownBy(() -> positional.save(folder.resolve("missing").resolve("model.onnx")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> positional.save(folder)).hasMessageContaining("is a folder; give the name of a file");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDetectorWithoutHeldOutImagesHasNoThresholdThereEither() throws Exception {
        Detector detector = Detector.fit(positional.vae(), DetectorOptions.article(), List.of(), 1);
        Detector loaded = Detector.of(
                ModelFile.fromBytes(ModelFile.toBytes(detector.content())).content());

        assertThat(loaded.threshold()).isEmpty();
        assertThat(loaded.verdict(1e30).anomalous()).isFalse();
        try (OnnxRuntime runtime = new OnnxRuntime(ModelFile.toBytes(detector.content()))) {
            OnnxRuntime.Output output =
                    runtime.run(Models.images(1, 1, 20, 18, 3).get(0));
            assertThat(output.threshold()).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(output.anomalous()).isFalse();
        }
    }
}
