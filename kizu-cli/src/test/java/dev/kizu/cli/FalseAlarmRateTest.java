package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Image;
import dev.kizu.image.PngEncoder;
import dev.kizu.image.Preparation;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Calibrator;
import dev.kizu.inspect.Inspector;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.Provenance;
import dev.kizu.model.ScaleModel;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.PartTrainingResult;
import dev.kizu.train.TrainingRequest;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowTerms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a threshold keeps what it promises, on real images that nobody has seen. */
class FalseAlarmRateTest {
    private static final double RATE = 0.1;
    private static final int SPLITS = 50;
    private static final int HELD_OUT = 49;
    private static final int FRESH = 40;
    private static final int FOLDED_SPLITS = 25;
    private static final int FOLDED_FRESH = 100;
    /** A cell as large as a window's step keeps the number of cells, and the time, small. */
    private static final int STEP = 4;

    @Tag("slow")
    @Test
    void freshGoodImagesAreCalledAnomalousAsSeldomAsAskedFor() throws Exception {
        List<Image> sneakers = DemoData.load().train();
        Vae vae = VaeTrainer.train(
                        sneakers.subList(0, 1000),
                        VaeOptions.robust().withPatches(20_000).withEpochs(3).withThreads(2),
                        TrainingListener.NONE)
                .vae();
        Inspector inspector = new Inspector(draft(vae));
        List<List<WindowTerms>> pool = new ArrayList<>();
        for (Image image : sneakers.subList(2000, 3000)) {
            pool.add(inspector.terms(image));
        }
        int alarms = 0;
        for (int split = 0; split < SPLITS; split++) {
            int[] order = new CounterRandom(split, "split").permutation(pool.size(), 0);
            List<List<WindowTerms>> heldOut = new ArrayList<>();
            for (int i = 0; i < HELD_OUT; i++) {
                heldOut.add(pool.get(order[i]));
            }
            InspectionModel model = Calibrator.calibrate(
                            inspector,
                            heldOut,
                            CalibrationOptions.standard()
                                    .withReference(Reference.POSITIONAL)
                                    .withAggregation(Aggregation.topShare(0.1))
                                    .withFalseAlarmRate(RATE)
                                    .withThreads(2))
                    .model();
            Inspector calibrated = new Inspector(model);
            for (int i = HELD_OUT; i < HELD_OUT + FRESH; i++) {
                alarms += calibrated.judge(pool.get(order[i])).verdict().anomalous() ? 1 : 0;
            }
        }
        int images = SPLITS * FRESH;
        // Each split's own threshold is off by chance: with 49 held-out scores the rate beyond it has a beta
        // distribution.
        double ofSplits = RATE * (1 - RATE) / (HELD_OUT + 2) / SPLITS;
        double deviation = Math.sqrt(RATE * (1 - RATE) / images + ofSplits);
        assertThat((double) alarms / images)
                .as("%d false alarms on %d good images", alarms, images)
                .isBetween(RATE - 2.58 * deviation, RATE + 2.58 * deviation);
    }

    /**
     * Few pictures are dealt into folds: each is scored by one fold's networks, and fresh ones by those of all together, whose scores scatter less. So there are fewer
     * alarms than asked for, but of the same order.
     */
    @Tag("slow")
    @Test
    void ofFoldsFreshGoodImagesAreCalledAnomalousNoMoreOftenThanAskedFor(@TempDir Path folder) throws Exception {
        List<Image> sneakers = DemoData.load().train().subList(2000, 3000);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < sneakers.size(); i++) {
            files.add(Files.write(folder.resolve(i + ".png"), png(sneakers.get(i))));
        }
        int alarms = 0;
        for (int split = 0; split < FOLDED_SPLITS; split++) {
            int[] order = new CounterRandom(split, "split").permutation(files.size(), 0);
            List<Path> training =
                    Arrays.stream(order).limit(HELD_OUT).mapToObj(files::get).toList();
            PartTrainingResult trained = PartTrainer.train(training, quick(split), PartTrainingListener.NONE);
            assertThat(trained.plan().folds()).isEqualTo(2);
            Inspector inspector = new Inspector(trained.model());
            for (int i = HELD_OUT; i < HELD_OUT + FOLDED_FRESH; i++) {
                boolean alarm =
                        inspector.inspect(sneakers.get(order[i])).verdict().anomalous();
                alarms += alarm ? 1 : 0;
            }
        }
        int images = FOLDED_SPLITS * FOLDED_FRESH;
        double ofSplits = RATE * (1 - RATE) / (HELD_OUT + 2) / FOLDED_SPLITS;
        double deviation = Math.sqrt(RATE * (1 - RATE) / images + ofSplits);
        assertThat((double) alarms / images)
                .as("%d false alarms on %d good images", alarms, images)
                .isBetween(RATE / 3, RATE + 2.58 * deviation);
    }

    private static TrainingRequest quick(long seed) {
        CalibrationOptions calibration = CalibrationOptions.standard()
                .withFalseAlarmRate(RATE)
                .withSeed(seed)
                .withThreads(2);
        return new TrainingRequest(
                null, false, null, null, null, 2, null, null, 4, null, null, 2000, 2, null, null, calibration);
    }

    private static byte[] png(Image image) {
        int[] rgb = new int[image.height() * image.width()];
        for (int i = 0; i < rgb.length; i++) {
            int gray = Math.round(255 * image.get(0, i / image.width(), i % image.width()));
            rgb[i] = gray << 16 | gray << 8 | gray;
        }
        return PngEncoder.rgb(image.height(), image.width(), rgb);
    }

    private static InspectionModel draft(Vae vae) {
        int cells = 28 / STEP * (28 / STEP);
        return new InspectionModel(
                new Preparation(1, 28, 28, null, null),
                List.of(new ScaleModel(1, vae, STEP, ScaleCalibration.none(cells))),
                STEP,
                ScoreKind.UNREGULARIZED,
                Aggregation.max(),
                new HeldOutScores(Map.of(), Map.of()),
                new InspectionThreshold(
                        Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, ThresholdMethod.FIXED, RATE, 1, 1),
                Provenance.unknown());
    }
}
