package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConclusionTest {
    private static final ExperimentResult RUN =
            ExampleExperiment.run(ExampleExperiment.task("parts"), ExperimentOptions.article());

    @Test
    void clearLeadIsCalledSeparation() {
        Conclusion conclusion = conclusion(method(ScoreKind.ELBO, 0.7, 1), method(ScoreKind.UNREGULARIZED, 2.5, 2));
        assertThat(conclusion.headline()).startsWith("The unregularized score separates best: AUROC 0.9");
        assertThat(conclusion.comparison())
                .contains("the ELBO score reaches an AUROC of 0.")
                .contains("The unregularized score leads the ELBO score by 0.")
                .contains("would be rare if both were equally good (paired DeLong test, p\u00a0<\u00a00.0001)");
    }

    @Test
    void leadThatMayBeChanceIsSaidToBe() {
        Conclusion conclusion = conclusion(method(ScoreKind.ELBO, 1.5, 1), method(ScoreKind.UNREGULARIZED, 1.5, 2));
        assertThat(conclusion.headline()).contains("largest AUROC, 0.").endsWith("by no clear margin");
        assertThat(conclusion.comparison()).contains("which may well be chance (paired DeLong test, p\u00a0=\u00a00.");
    }

    @Test
    void leadOfTheJointScoreIsTestedToo() {
        MethodResult elbo = method(ScoreKind.ELBO, 0.7, 1);
        MethodResult unregularized = method(ScoreKind.UNREGULARIZED, 1.4, 2);
        Conclusion far = conclusion(elbo, unregularized, method(ScoreKind.JOINT, 3, 3));
        assertThat(far.headline()).startsWith("The joint score separates best");
        assertThat(far.comparison())
                .contains("The joint score leads the unregularized score by 0.")
                .contains("The unregularized score leads the ELBO score by 0.");
        Conclusion near = conclusion(elbo, unregularized, method(ScoreKind.JOINT, 1.5, 3));
        assertThat(near.headline()).endsWith("by no clear margin");
    }

    @Test
    void chanceLevelIsNotCalledSuccess() {
        Conclusion conclusion = conclusion(method(ScoreKind.ELBO, 0, 1), method(ScoreKind.UNREGULARIZED, 0, 2));
        assertThat(conclusion.headline()).isEqualTo("No score tells anomalous from normal beyond chance in this run");
    }

    @Test
    void practiceCountsInThousandsWhateverTheNumberOfImages() {
        MethodResult best = method(ScoreKind.ELBO, new double[] {1, 2, 3, 9}, new double[] {0, 6, 7, 8, 9});
        Conclusion conclusion = conclusion(
                best, method(ScoreKind.UNREGULARIZED, new double[] {1, 2, 3, 4}, new double[] {0, 1, 2, 3, 4}));
        assertThat(best.evaluation().f1Threshold()).isEqualTo(6);
        assertThat(conclusion.practice())
                .contains("of 1,000 anomalous images about 800 are caught and 200 slip through")
                .contains("of 1,000 normal ones about 250 are false alarms")
                .doesNotContain("hardly be usable");
        assertThat(conclusion.caution())
                .contains("chosen on these very test images")
                .contains("only 5 anomalous and 4 normal test images, so a single image can move a rate by 25\u00a0%");
    }

    @Test
    void frequentErrorsAreCalledUnusable() {
        Conclusion conclusion = conclusion(method(ScoreKind.ELBO, 0.5, 1), method(ScoreKind.UNREGULARIZED, 0.4, 2));
        assertThat(conclusion.practice()).endsWith("Errors this frequent would hardly be usable on a line.");
    }

    @Test
    void perfectOrderOfAFewImagesIsNotCalledCertain() {
        MethodResult best = method(ScoreKind.ELBO, new double[] {1, 2}, new double[] {3, 4, 5, 6});
        Conclusion conclusion =
                conclusion(best, method(ScoreKind.UNREGULARIZED, new double[] {1, 5}, new double[] {3, 4, 5, 6}));
        assertThat(conclusion.caution()).contains("the interval reaches down to 0.158");
    }

    @Test
    void aScoreBelowOneHalfIsCalledWorseThanChance() {
        MethodResult worst = method(ScoreKind.ELBO, -2, 1);
        Conclusion conclusion = conclusion(worst, method(ScoreKind.UNREGULARIZED, -1, 2));
        assertThat(conclusion.headline()).isEqualTo("Every score is worse than chance in this run");
        assertThat(conclusion.achievement()).contains("that is worse than chance, which would be 50\u00a0%.");
        assertThat(conclusion.comparison()).contains(" (worse than chance)");
        MethodResult unclear = method(ScoreKind.ELBO, new double[] {1, 2, 5, 6}, new double[] {0, 3, 4, 5});
        assertThat(conclusion(
                                unclear,
                                method(ScoreKind.UNREGULARIZED, new double[] {3, 4, 5, 6}, new double[] {0, 1, 2, 3}))
                        .achievement())
                .contains("worse than chance, but not clearly so");
        assertThat(conclusion(worst, method(ScoreKind.UNREGULARIZED, 2, 2)).achievement())
                .contains("50\u00a0% would be chance.")
                .doesNotContain("worse");
    }

    @Test
    void aMeanOverSeedsBelowOneHalfIsCalledWorseThanChance() {
        ExperimentResult low = result(0, method(ScoreKind.ELBO, -2, 1), method(ScoreKind.UNREGULARIZED, -1, 2));
        ExperimentResult high = result(0, method(ScoreKind.ELBO, 2, 1), method(ScoreKind.UNREGULARIZED, 1, 2));
        assertThat(new Conclusion(new Seeds(List.of(low, low))).headline()).endsWith("over 2 seeds, worse than chance");
        assertThat(new Conclusion(new Seeds(List.of(high, high))).headline()).endsWith("over 2 seeds");
    }

    @Test
    void imagesHeldOutForCalibrationAreNotCountedAsLearnedFrom() {
        MethodResult elbo = method(ScoreKind.ELBO, 1, 1);
        MethodResult unregularized = method(ScoreKind.UNREGULARIZED, 2, 2);
        assertThat(conclusion(24, elbo, unregularized).achievement())
                .contains(
                        "learned from 96 normal images of “parts”, and 24 more were held out to calibrate the scores.");
        assertThat(conclusion(0, elbo, unregularized).achievement())
                .contains("learned from 120 normal images of “parts”.")
                .doesNotContain("held out");
    }

    @Test
    void aThousandTestImagesAreCountedExactly() {
        double[] normal = IntStream.range(0, 1000).mapToDouble(i -> i).toArray();
        double[] anomalous = IntStream.range(0, 500).mapToDouble(i -> 900 + i).toArray();
        Conclusion conclusion = conclusion(
                method(ScoreKind.ELBO, normal, anomalous), method(ScoreKind.UNREGULARIZED, normal, anomalous));
        assertThat(conclusion.practice())
                .containsPattern("anomalous images about \\d")
                .containsPattern("normal ones \\d+ are false alarms");
    }

    private static Conclusion conclusion(MethodResult... methods) {
        return conclusion(0, methods);
    }

    private static Conclusion conclusion(int heldOut, MethodResult... methods) {
        return new Conclusion(new Seeds(List.of(result(heldOut, methods))));
    }

    private static ExperimentResult result(int heldOut, MethodResult... methods) {
        PairedTest paired = PairedTest.deLong(
                methods[1].normalScores(),
                methods[1].anomalousScores(),
                methods[0].normalScores(),
                methods[0].anomalousScores());
        return new ExperimentResult(
                RUN.options(),
                RUN.task(),
                heldOut,
                RUN.training(),
                RUN.scoring(),
                List.of(methods),
                paired,
                RUN.detector());
    }

    /** Scores of 200 images a class, the anomalous ones so many standard deviations above the normal ones. */
    private static MethodResult method(ScoreKind kind, double shift, long seed) {
        Random random = new Random(seed);
        double[] normal = DoubleStream.generate(random::nextGaussian).limit(200).toArray();
        double[] anomalous = DoubleStream.generate(() -> random.nextGaussian() + shift)
                .limit(200)
                .toArray();
        return method(kind, normal, anomalous);
    }

    private static MethodResult method(ScoreKind kind, double[] normal, double[] anomalous) {
        return new MethodResult(kind, normal, anomalous, Evaluation.of(normal, anomalous));
    }
}
