package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.detect.Detector;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model of an inspection that is saved and loaded is the same to the last bit, in all that it says and in all that it does. */
class InspectionFileTest {
    @TempDir
    private Path folder;

    private static Vae vae;
    private static InspectionModel model;

    @BeforeAll
    static void train() {
        vae = Inspections.network(1);
        Preparation preparation = new Preparation(1, 32, 24, new Region(2, 1, 40, 50), Inspections.disc(32, 24));
        Provenance.Training training = new Provenance.Training("", Models.quick(), 0.2, "good", 40, "00ff", 8, -1.5);
        model = Inspections.calibrated(
                        Inspections.draft(vae, preparation, 2, 2, 1, 2), Reference.POSITIONAL, ScoreKind.JOINT)
                .withProvenance(Provenance.unknown()
                        .withTraining(training)
                        .withCircumstances(Provenance.Circumstances.at(Instant.EPOCH)));
    }

    private static InspectionModel again(InspectionModel given) throws IOException {
        return ModelFile.inspectionFromBytes(ModelFile.inspectionToBytes(given)).model();
    }

    @Test
    void foldsAreKept() throws IOException {
        InspectionModel draft = Inspections.draft(vae, new Preparation(1, 32, 24, null, null), 2, 2, 1, 2);
        InspectionModel other =
                Inspections.draft(Inspections.network(1, 7), new Preparation(1, 32, 24, null, null), 2, 2, 1, 2);
        Provenance.Training training =
                new Provenance.Training("", Models.quick(), 0.5, "good", 16, "00ff", 16, 2, -1.5);
        InspectionModel folds = Inspections.calibrated(List.of(draft, other), Reference.IMAGE, ScoreKind.JOINT, 8)
                .withProvenance(Provenance.unknown().withTraining(training));

        InspectionModel again = again(folds);

        assertThat(again.provenance().training()).isEqualTo(training);
        assertThat(again.fold(1, 2).scales().get(0).vae().values())
                .isEqualTo(other.scales().get(0).vae().values());
        assertSameInspections(folds, again);
        assertThatThrownBy(() -> draft.fold(2, 2)).isInstanceOf(IllegalArgumentException.class);
        Provenance.Training three = new Provenance.Training("", Models.quick(), 0.5, "good", 16, "00ff", 16, 3, -1.5);
        assertThatThrownBy(() -> folds.withProvenance(Provenance.unknown().withTraining(three)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 scales of 3 folds");
    }

    private static void assertSameInspections(InspectionModel before, InspectionModel after) {
        for (Image image : Models.images(3, before.preparation().channels(), 60, 70, 5)) {
            PartInspection expected = new Inspector(before).inspect(image);
            PartInspection found = new Inspector(after).inspect(image);
            assertThat(found.scores()).isEqualTo(expected.scores());
            assertThat(found.verdict()).isEqualTo(expected.verdict());
            assertThat(found.pValue()).isEqualTo(expected.pValue());
            assertThat(found.map().values()).isEqualTo(expected.map().values());
        }
    }

    @ParameterizedTest
    @EnumSource(Reference.class)
    void inspectionsHaveTheSameBits(Reference reference) throws IOException {
        Preparation preparation = new Preparation(1, 24, 24, null, null);
        InspectionModel given = Inspections.calibrated(
                Inspections.draft(vae, preparation, 3, 1, 1),
                reference,
                reference == Reference.NONE ? ScoreKind.ELBO : ScoreKind.JOINT);

        assertSameInspections(given, again(given));
    }

    @Test
    void whatAModelSaysOfItselfIsKept() throws IOException {
        Path file = folder.resolve("part.onnx");
        ModelFile.saveInspection(model, file);
        LoadedInspection loaded = ModelFile.loadInspection(file);

        assertSameInspections(model, loaded.model());
        assertThat(loaded.formatVersion()).isEqualTo(2);
        assertThat(loaded.bytes()).isEqualTo(Files.size(file));
        assertThat(loaded.digest()).matches("[0-9a-f]{64}");
        assertThat(loaded.model().preparation()).isEqualTo(model.preparation());
        assertThat(loaded.model().threshold()).isEqualTo(model.threshold());
        assertThat(loaded.model().provenance()).isEqualTo(model.provenance());
        assertThat(loaded.model().aggregation()).isEqualTo(model.aggregation());
        for (ScoreKind kind : ScoreKind.ofTerms()) {
            assertThat(loaded.model().heldOut().image(kind))
                    .hasSize(8)
                    .isEqualTo(model.heldOut().image(kind));
            assertThat(loaded.model().heldOut().peak(kind))
                    .hasSize(8)
                    .isEqualTo(model.heldOut().peak(kind));
        }
        for (int s = 0; s < 2; s++) {
            ScaleModel before = model.scales().get(s);
            ScaleModel after = loaded.model().scales().get(s);
            assertThat(after.factor()).isEqualTo(before.factor());
            assertThat(after.vae().values()).isEqualTo(before.vae().values());
            assertThat(after.calibration().tables())
                    .usingRecursiveComparison()
                    .isEqualTo(before.calibration().tables());
        }
    }

    @Test
    void theSameModelGivesTheSameBytesAndOneDigestWheneverItWasTrained() throws IOException {
        byte[] bytes = ModelFile.inspectionToBytes(model);
        InspectionModel later = model.withProvenance(model.provenance()
                .withCircumstances(Provenance.Circumstances.at(Instant.parse("2026-01-01T00:00:00Z"))));

        assertThat(ModelFile.inspectionToBytes(again(model))).isEqualTo(bytes);
        assertThat(ModelFile.inspectionFromBytes(ModelFile.inspectionToBytes(later))
                        .digest())
                .isEqualTo(ModelFile.inspectionFromBytes(bytes).digest());
    }

    @Test
    void thresholdsOfEveryMethodAreKeptAlsoInfiniteOnes() throws IOException {
        for (InspectionThreshold threshold : List.of(
                new InspectionThreshold(Float.NEGATIVE_INFINITY, 3.25f, ThresholdMethod.COST, 0.3, 100, 0.7),
                new InspectionThreshold(
                        Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, 0.01, 1, 1),
                new InspectionThreshold(-0.0f, 1e-30f, ThresholdMethod.F1, 0.01, 1, 1))) {
            assertThat(again(model.withThreshold(threshold)).threshold()).isEqualTo(threshold);
        }
    }

    @Test
    void aModelWithoutHeldOutScoresIsKept() throws IOException {
        InspectionModel draft = Inspections.draft(vae, new Preparation(1, 16, 16, null, null), 4, 4, 1);

        assertThat(again(draft).heldOut().image()).isEmpty();
        assertSameInspections(draft, again(draft));
    }

    @Test
    void eachKindOfFileLoadsAsWhatItIs() throws IOException {
        Path part = folder.resolve("part.onnx");
        ModelFile.saveInspection(model, part);
        Path detector = Files.write(folder.resolve("detector.onnx"), GoldenModels.file("v1-any-size"));

        assertThat(ModelFile.loadAny(part)).isInstanceOf(LoadedInspection.class);
        assertThat(ModelFile.loadAny(detector)).isInstanceOf(LoadedModel.class);
        assertThatThrownBy(() -> Detector.load(part))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll("cannot load " + part, "model of an inspection", "kizu train");
        assertThatThrownBy(() -> ModelFile.loadInspection(detector))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll("cannot load " + detector, "a detector", "kizu experiment --save");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(part, detector);
        }
    }
}
