package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.ScoreKind;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.evaluate.RocCurve;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionTest {
    private static final ExperimentResult RUN = ExampleExperiment.raw();

    @Test
    void clearLeadIsCalledSeparation() {
        Conclusion conclusion = conclusion(
                new PairedTest(0.12, 1e-9), method(ScoreKind.ELBO, 0.7), method(ScoreKind.UNREGULARIZED, 0.82));
        assertThat(conclusion.headline()).isEqualTo("The unregularized score separates best: AUROC 0.820");
        assertThat(conclusion.comparison())
                .contains("the ELBO score reaches an AUROC of 0.700")
                .contains("differ by 0.120 in favour of the unregularized score")
                .contains("would be rare (paired DeLong test, p\u00a0<\u00a00.0001)");
    }

    @Test
    void leadThatMayBeChanceIsSaidToBe() {
        Conclusion conclusion = conclusion(
                new PairedTest(0.01, 0.4), method(ScoreKind.ELBO, 0.81), method(ScoreKind.UNREGULARIZED, 0.82));
        assertThat(conclusion.headline()).contains("largest AUROC, 0.820, by no clear margin");
        assertThat(conclusion.comparison()).contains("may well be chance (paired DeLong test, p\u00a0=\u00a00.40)");
    }

    @Test
    void leadOfTheJointScoreIsJudgedByItsIntervalsSinceNoPairedTestCoversIt() {
        PairedTest paired = new PairedTest(0.12, 1e-9);
        MethodResult elbo = method(ScoreKind.ELBO, 0.7);
        MethodResult unregularized = method(ScoreKind.UNREGULARIZED, 0.82);
        Conclusion near = conclusion(paired, elbo, unregularized, method(ScoreKind.JOINT, 0.83));
        assertThat(near.headline()).contains("joint score").contains("by no clear margin");
        assertThat(near.comparison())
                .contains("leads the unregularized score by 0.010; their 95\u00a0% intervals overlap");
        Conclusion far = conclusion(paired, elbo, unregularized, method(ScoreKind.JOINT, 0.95));
        assertThat(far.headline()).isEqualTo("The joint score separates best: AUROC 0.950");
        assertThat(far.comparison())
                .contains("leads the unregularized score by 0.130; their 95\u00a0% intervals do not overlap");
    }

    @Test
    void chanceLevelIsNotCalledSuccess() {
        Conclusion conclusion = conclusion(
                new PairedTest(0.01, 0.8), method(ScoreKind.ELBO, 0.50), method(ScoreKind.UNREGULARIZED, 0.51));
        assertThat(conclusion.headline()).isEqualTo("No score tells anomalous from normal beyond chance in this run");
    }

    @Test
    void practiceCountsInThousandsWhateverTheNumberOfImages() {
        double[] normal = {1, 2, 3, 9};
        double[] anomalous = {0, 6, 7, 8, 9};
        Evaluation evaluation = new Evaluation(curve(), 0.8, 0.7, 0.9, 0.8, 0.8, 6);
        MethodResult best = new MethodResult(ScoreKind.ELBO, normal, anomalous, evaluation);
        Conclusion conclusion = conclusion(new PairedTest(-0.1, 0.2), best, method(ScoreKind.UNREGULARIZED, 0.7));
        assertThat(conclusion.practice())
                .contains("of 1,000 anomalous images about 800 are caught and 200 slip through")
                .contains("of 1,000 normal ones about 250 are false alarms");
        assertThat(conclusion.practice()).doesNotContain("hardly be usable");
        assertThat(conclusion.caution()).contains("chosen on these very test images");
    }

    @Test
    void perfectOrderOfAFewImagesIsNotCalledCertain() {
        Evaluation evaluation = new Evaluation(curve(), 1, 1, 1, 1, 1, 3);
        MethodResult best =
                new MethodResult(ScoreKind.ELBO, new double[] {1, 2}, new double[] {3, 4, 5, 6}, evaluation);
        Conclusion conclusion = conclusion(new PairedTest(-0.4, 0.2), best, method(ScoreKind.UNREGULARIZED, 0.6));
        assertThat(conclusion.caution())
                .contains("only 4 anomalous and 2 normal test images, so a single image can move a rate by 50\u00a0%")
                .contains("says nothing about new images");
    }

    @Test
    void frequentErrorsAreCalledUnusable() {
        Evaluation evaluation = new Evaluation(curve(), 0.7, 0.65, 0.75, 0.8, 0.8, 2);
        MethodResult best = new MethodResult(ScoreKind.ELBO, new double[] {1, 2, 3}, new double[] {3, 6}, evaluation);
        Conclusion conclusion = conclusion(new PairedTest(-0.1, 0.2), best, method(ScoreKind.UNREGULARIZED, 0.6));
        assertThat(conclusion.practice()).contains("667 are false alarms. Errors this frequent would hardly be usable");
    }

    private static Conclusion conclusion(PairedTest paired, MethodResult... methods) {
        OneClassTask task = RUN.task();
        return new Conclusion(new Seeds(List.of(new ExperimentResult(
                RUN.options(), task, 0, RUN.training(), RUN.scoring(), List.of(methods), paired, RUN.detector()))));
    }

    private static MethodResult method(ScoreKind kind, double auroc) {
        Evaluation evaluation = new Evaluation(curve(), auroc, auroc - 0.02, auroc + 0.02, 0.5, 0.6, 1.5);
        return new MethodResult(kind, new double[] {1, 2}, new double[] {1, 2}, evaluation);
    }

    private static RocCurve curve() {
        return new RocCurve(new double[] {0, 1}, new double[] {0, 1}, new double[] {Double.POSITIVE_INFINITY, 0});
    }
}
