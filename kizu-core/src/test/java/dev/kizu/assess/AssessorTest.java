package dev.kizu.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.dataset.LabelledImage;
import dev.kizu.detect.ScoreMap;
import dev.kizu.evaluate.PixelEvaluation;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.image.Resampling;
import dev.kizu.inspect.Inspector;
import dev.kizu.inspect.PartInspection;
import dev.kizu.model.InspectionModel;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessorTest {
    private static final int SIDE = DrawnParts.SIDE;

    @TempDir
    static Path folder;

    private static Inspector inspector;
    private static List<LabelledImage> pictures;

    @BeforeAll
    static void trainAndDraw() throws IOException {
        inspector = DrawnParts.inspector(folder);
        pictures = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pictures.add(normal(DrawnParts.draw(folder.resolve("good/%d.png".formatted(i)), 100 + i, 0, 0, 0)));
        }
        for (int i = 0; i < 6; i++) {
            String defect = i < 2 ? "dent" : "hole";
            int side = i < 2 ? 2 : 3 + i;
            Path file = DrawnParts.draw(folder.resolve("%s/%d.png".formatted(defect, i)), 200 + i, 20 + i, 24, side);
            Path mask = DrawnParts.mask(folder.resolve("masks/%d_mask.png".formatted(i)), SIDE, SIDE, 20 + i, 24, side);
            pictures.add(new LabelledImage(file, true, defect, mask));
        }
    }

    private static LabelledImage normal(Path file) {
        return new LabelledImage(file, false, LabelledImage.GOOD, null);
    }

    private static Assessment assess(List<LabelledImage> images) {
        return Assessor.assess(inspector, images, 2, AssessmentListener.NONE);
    }

    @Test
    void everyPictureHasWhatTheInspectorSaysOfIt() throws IOException {
        Assessment assessment = assess(pictures);

        assertThat(assessment.pictures()).extracting(AssessedPicture::picture).containsExactlyElementsOf(pictures);
        for (AssessedPicture one : assessment.pictures()) {
            PartInspection alone =
                    inspector.inspect(ImageFiles.read(one.picture().file()));
            assertThat(one.scores()).isEqualTo(alone.scores()).containsKeys(ScoreKind.ELBO, ScoreKind.UNREGULARIZED);
            assertThat(one.verdict()).isEqualTo(alone.verdict());
            assertThat(one.pValue()).isEqualTo(alone.pValue());
            assertThat(one.height()).isEqualTo(SIDE);
            assertThat(one.milliseconds()).isPositive();
        }
        assertThat(assessment.skipped()).isEmpty();
        assertThat(assessment.seconds()).isPositive();
    }

    @Test
    void imageFiguresAreThoseCountedPairByPair() {
        Assessment assessment = assess(pictures);
        double[] normal = assessment.scores(false);
        double[] anomalous = assessment.scores(true);

        assertThat(normal).hasSize(7);
        assertThat(anomalous).hasSize(6);
        assertThat(assessment.evaluation().orElseThrow().auroc()).isCloseTo(pairs(normal, anomalous), within(1e-12));
        assertThat(assessment.evaluations()).containsKeys(ScoreKind.ELBO, ScoreKind.UNREGULARIZED);
        float threshold = inspector.model().threshold().value();
        int alarms = 0;
        for (double score : normal) {
            alarms += (float) score > threshold ? 1 : 0;
        }
        int missed = 0;
        for (double score : anomalous) {
            missed += (float) score > threshold ? 0 : 1;
        }
        assertThat(assessment.confusion().falseAlarms()).isEqualTo(alarms);
        assertThat(assessment.confusion().passed()).isEqualTo(7 - alarms);
        assertThat(assessment.confusion().missed()).isEqualTo(missed);
        assertThat(assessment.confusion().caught()).isEqualTo(6 - missed);
    }

    @Test
    void kindsOfDefectsAreHeldAgainstAllNormalPictures() {
        Assessment assessment = assess(pictures);

        assertThat(assessment.defects()).extracting(DefectAssessment::name).containsExactly("dent", "hole");
        assertThat(assessment.defects()).extracting(DefectAssessment::count).containsExactly(2, 4);
        double[] anomalous = assessment.scores(true);
        double[] dents = {anomalous[0], anomalous[1]};
        DefectAssessment dent = assessment.defects().get(0);
        assertThat(dent.evaluation()).isNotNull();
        assertThat(dent.evaluation().auroc()).isCloseTo(pairs(assessment.scores(false), dents), within(1e-12));
        assertThat(dent.missed() + assessment.defects().get(1).missed())
                .isEqualTo((int) assessment.confusion().missed());
        assertThat(dent.missRate().proportion()).isEqualTo(dent.missed() / 2.0);
    }

    @Test
    void pixelFiguresAreThoseOfAllPixelsTakenTogether() throws IOException {
        PixelEvaluation pixels = assess(pictures).pixels();

        assertThat(pixels).isNotNull();
        Pixels all = new Pixels();
        for (LabelledImage one : pictures) {
            PartInspection inspection = inspector.inspect(ImageFiles.read(one.file()));
            all.add(stretched(inspection, SIDE, SIDE), one.mask(), 0, 0, SIDE);
        }
        assertThat(pixels.normalPixels()).isEqualTo(all.normal.size());
        assertThat(pixels.anomalousPixels()).isEqualTo(all.anomalous.size());
        assertThat(pixels.auroc()).isCloseTo(pairs(array(all.normal), array(all.anomalous)), within(1e-9));
        assertThat(pixels.regions()).isEqualTo(6);
        assertThat(pixels.aupro30()).isBetween(0.0, 1.0);
    }

    @Test
    void onlyTheRegionThatIsLookedAtCounts() throws IOException {
        InspectionModel model = inspector.model();
        Region region = new Region(10, 12, 40, 36);
        Inspector partial = new Inspector(new InspectionModel(
                new Preparation(1, SIDE, SIDE, region, null),
                model.scales(),
                model.cell(),
                model.score(),
                model.aggregation(),
                model.heldOut(),
                model.threshold(),
                model.provenance()));

        PixelEvaluation pixels =
                Assessor.assess(partial, pictures, 2, AssessmentListener.NONE).pixels();

        Pixels all = new Pixels();
        for (LabelledImage one : pictures) {
            PartInspection inspection = partial.inspect(ImageFiles.read(one.file()));
            all.add(stretched(inspection, 36, 40), one.mask(), 12, 10, 40);
        }
        assertThat(pixels).isNotNull();
        assertThat(pixels.normalPixels() + pixels.anomalousPixels()).isEqualTo(13L * 36 * 40);
        assertThat(pixels.auroc()).isCloseTo(pairs(array(all.normal), array(all.anomalous)), within(1e-9));
    }

    @Test
    void pixelsThatTheMaskOfTheModelExcludesDoNotCount() {
        InspectionModel model = inspector.model();
        boolean[] inside = new boolean[SIDE * SIDE];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = i / SIDE < 48;
        }
        Inspector partial = new Inspector(new InspectionModel(
                new Preparation(1, SIDE, SIDE, null, Mask.of(SIDE, SIDE, inside)),
                model.scales(),
                model.cell(),
                model.score(),
                model.aggregation(),
                model.heldOut(),
                model.threshold(),
                model.provenance()));

        PixelEvaluation pixels =
                Assessor.assess(partial, pictures, 2, AssessmentListener.NONE).pixels();

        assertThat(pixels).isNotNull();
        assertThat(pixels.normalPixels() + pixels.anomalousPixels()).isEqualTo(13L * 48 * SIDE);
    }

    @Test
    void figuresDoNotDependOnTheNumberOfThreads() {
        Assessment one = Assessor.assess(inspector, pictures, 1, AssessmentListener.NONE);
        Assessment five = Assessor.assess(inspector, pictures, 5, AssessmentListener.NONE);

        assertThat(five.pixels()).isEqualTo(one.pixels());
        assertThat(five.confusion()).isEqualTo(one.confusion());
        assertThat(five.scores(true)).isEqualTo(one.scores(true));
        assertThat(five.evaluation().orElseThrow().aurocLow())
                .isEqualTo(one.evaluation().orElseThrow().aurocLow());
    }

    @Test
    void masksOfAnotherSizeAndBlackMasksAreReportedAndLeavePixelFigures() throws IOException {
        List<LabelledImage> images = new ArrayList<>(pictures);
        LabelledImage first = pictures.get(7);
        LabelledImage second = pictures.get(8);
        Path small = DrawnParts.mask(folder.resolve("other/small.png"), 32, 40, 3, 3, 5);
        Path black = DrawnParts.mask(folder.resolve("other/black.png"), SIDE, SIDE, 0, 0, 0);
        images.set(7, new LabelledImage(first.file(), true, "dent", small));
        images.set(8, new LabelledImage(second.file(), true, "dent", black));
        List<AssessmentProblem> heard = new ArrayList<>();

        Assessment assessment = Assessor.assess(inspector, images, 2, new AssessmentListener() {
            @Override
            public void onUnusableMask(AssessmentProblem problem) {
                heard.add(problem);
            }
        });

        assertThat(assessment.unusableMasks()).isEqualTo(heard);
        assertThat(heard).extracting(AssessmentProblem::file).containsExactly(small, black);
        assertThat(heard.get(0).reason())
                .contains("40 x 32", "64 x 64", first.file().toString());
        assertThat(heard.get(1).reason()).contains("black");
        assertThat(assessment.withoutMask()).isEqualTo(2);
        assertThat(assessment.count(true)).isEqualTo(6);
        assertThat(assessment.pixels()).isNotNull();
        assertThat(assessment.pixels().images()).isEqualTo(11);
    }

    @Test
    void picturesThatCannotBeReadAreReportedAndSkipped() throws IOException {
        Path broken = folder.resolve("broken.png");
        byte[] whole = Files.readAllBytes(pictures.get(0).file());
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        List<LabelledImage> images = new ArrayList<>(pictures);
        images.add(3, normal(broken));
        images.add(normal(folder.resolve("missing.png")));

        Assessment assessment = assess(images);

        assertThat(assessment.skipped())
                .extracting(AssessmentProblem::file)
                .containsExactly(broken, folder.resolve("missing.png"));
        assertThat(assessment.pictures()).hasSize(13);
        assertThat(assessment.pixels()).isEqualTo(assess(pictures).pixels());
    }

    @Test
    void whatCannotBeSaidWithoutNormalOrWithoutAnomalousPicturesIsAbsent() {
        Assessment normal = assess(pictures.subList(0, 7));
        assertThat(normal.evaluations()).isEmpty();
        assertThat(normal.pixels()).isNull();
        assertThat(normal.defects()).isEmpty();
        assertThat(normal.confusion().missRate().proportion()).isNaN();
        assertThat(normal.confusion().passed() + normal.confusion().falseAlarms())
                .isEqualTo(7);

        Assessment anomalous = assess(pictures.subList(7, 13));
        assertThat(anomalous.evaluations()).isEmpty();
        assertThat(anomalous.defects())
                .hasSize(2)
                .allSatisfy(defect -> assertThat(defect.evaluation()).isNull());
        // Around the flaws there are normal pixels too.
        assertThat(anomalous.pixels()).isNotNull();
    }

    @Test
    void withoutMasksThereAreNoPixelFigures() {
        List<LabelledImage> images = pictures.stream()
                .map(one -> new LabelledImage(one.file(), one.anomalous(), one.defect(), null))
                .toList();

        Assessment assessment = assess(images);

        assertThat(assessment.pixels()).isNull();
        assertThat(assessment.withoutMask()).isEqualTo(6);
        assertThat(assessment.unusableMasks()).isEmpty();
    }

    @Test
    void nothingToAssessIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> assess(List.of()));
    }

    @Test
    void largePicturesAreComparedAtAWholeFractionOfTheirSize() {
        int rows = 3000;
        int columns = 3001;
        PixelSample sample = PixelSample.of(
                new ScoreMap(2, 2, new float[] {0, 1, 2, 3}),
                new Preparation(1, 16, 16, null, null),
                rows,
                columns,
                Mask.of(rows, columns, new boolean[rows * columns]));

        assertThat(sample.height()).isEqualTo(1500);
        assertThat(sample.width()).isEqualTo(1500);
        assertThat(sample.map()).hasSize(1500 * 1500);
        assertThat(sample.truth()).hasSize(1500 * 1500);
    }

    private static float[] stretched(PartInspection inspection, int rows, int columns) {
        return Resampling.resize(
                inspection.map().values(),
                inspection.map().rows(),
                inspection.map().columns(),
                rows,
                columns);
    }

    /** All pixels of all pictures. */
    private static final class Pixels {
        final List<Double> normal = new ArrayList<>();
        final List<Double> anomalous = new ArrayList<>();

        void add(float[] map, @Nullable Path mask, int top, int left, int columns) throws IOException {
            Image truth = mask == null ? null : ImageFiles.read(mask, 1);
            for (int i = 0; i < map.length; i++) {
                boolean flaw = truth != null && truth.get(0, top + i / columns, left + i % columns) > 0.5f;
                (flaw ? anomalous : normal).add((double) map[i]);
            }
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The share of pairs in which the anomalous one has the larger score. */
    private static double pairs(double[] normal, double[] anomalous) {
        double larger = 0;
        for (double one : anomalous) {
            for (double other : normal) {
                larger += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return larger / normal.length / anomalous.length;
    }
}
