package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Reference;
import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.image.Image;
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
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether a threshold keeps what it promises, on real images that nobody has seen. */
class FalseAlarmRateTest {
    private static final double RATE = 0.1;
    private static final int SPLITS = 50;
    private static final int HELD_OUT = 49;
    private static final int FRESH = 40;
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
