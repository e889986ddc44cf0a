package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.calibrate.Reference;
import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.image.Preparation;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime, with strict inference of shapes and types and at its usual level of logging, has nothing to say about a file. */
class OnnxWarningsTest {
    @TempDir
    private Path folder;

    private String loading(byte[] model, int channels, int height, int width) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("model.onnx"), model);
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnnxLoading.class.getName(),
                        file.toString(),
                        String.valueOf(channels),
                        String.valueOf(height),
                        String.valueOf(width))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(err, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void aModelForOneSizeLoadsWithoutWarnings() throws Exception {
        Detector detector = Models.detector(Models.quick(), DetectorOptions.robust(), 1, 20, 18);

        assertThat(loading(ModelFile.toBytes(detector.content()), 1, 20, 18))
                .doesNotContainPattern("\\[[WEF]:onnxruntime");
    }

    @Test
    void aModelForEverySizeLoadsWithoutWarnings() throws Exception {
        Detector detector = Models.detector(Models.quick().withPatch(16, 12), DetectorOptions.article(), 3, 30, 29);

        assertThat(loading(ModelFile.toBytes(detector.content()), 3, 50, 40))
                .doesNotContainPattern("\\[[WEF]:onnxruntime");
    }

    @Test
    void modelsOfInspectionsLoadWithoutWarnings() throws Exception {
        Preparation preparation = new Preparation(1, 28, 28, null, Inspections.disc(28, 28));
        InspectionModel draft = Inspections.draft(Inspections.network(1), preparation, 2, 2, 1, 2);

        for (Reference reference : List.of(Reference.NONE, Reference.POSITIONAL)) {
            InspectionModel model = Inspections.calibrated(draft, reference, ScoreKind.UNREGULARIZED);
            assertThat(loading(ModelFile.inspectionToBytes(model), 1, 28, 28))
                    .as("%s", reference)
                    .doesNotContainPattern("\\[[WEF]:onnxruntime");
        }
    }

    /** So that the others can fail: a constant that no step uses is worth a warning. */
    @Test
    void warningsWouldBeSeen() throws Exception {
        Detector detector = Models.detector(Models.quick(), DetectorOptions.robust(), 1, 20, 18);
        byte[] idle = Tampering.of(ModelFile.toBytes(detector.content()))
                .change(model -> model.getGraphBuilder()
                        .addInitializer(
                                model.getGraph().getInitializer(0).toBuilder().setName("idle")))
                .sealed();

        assertThat(loading(idle, 1, 20, 18)).contains("[W:onnxruntime").contains("idle");
    }

    @Test
    void theOperatorsAreStandardOnesOfTheVersionThatIsNamed() throws Exception {
        byte[] bytes = ModelFile.toBytes(Models.detector(Models.quick(), DetectorOptions.robust(), 1, 20, 18)
                .content());

        assertThat(ai.onnx.proto.OnnxMl.ModelProto.parseFrom(bytes).getOpsetImportList())
                .extracting(operators -> operators.getDomain() + operators.getVersion())
                .isEqualTo(List.of("11"));
    }
}
