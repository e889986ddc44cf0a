package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kizu.dataset.OneClassTask;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.image.Image;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TermsTest {
    private static final ExperimentResult RAW =
            ExampleExperiment.run(ExampleExperiment.task("parts"), ExperimentOptions.article());
    private static final TermSample SAMPLE = TermSample.of(RAW);

    @Test
    void sharesOfTheTermsInTheElboSumToOne() {
        assertThat(SAMPLE.shareOfElbo(Term.D) + SAMPLE.shareOfElbo(Term.A) + SAMPLE.shareOfElbo(Term.M))
                .isEqualTo(1, within(1e-4));
        assertThat(SAMPLE.shareOfElbo(Term.ELBO)).isEqualTo(1, within(1e-12));
        assertThat(SAMPLE.correlation(Term.A, Term.A)).isEqualTo(1, within(1e-12));
    }

    @Test
    void smallTestSetsAreTakenWhole() {
        OneClassTask task = RAW.task();
        assertThat(SAMPLE.normalImages()).isEqualTo(task.testNormal());
        assertThat(SAMPLE.anomalousImages()).isEqualTo(task.testAnomalous().size());
        int windows = RAW.detector().inspect(task.testNormal().get(0)).terms().size();
        assertThat(SAMPLE.values(Term.M)).hasSize(windows * task.testNormal().size());
    }

    @Test
    void termsAloneReachWhatTheUncalibratedScoresReach() {
        assertThat(RAW.options().detector().aggregation()).isEqualTo(Aggregation.max());
        assertThat(SAMPLE.auroc(Term.M))
                .isEqualTo(
                        RAW.method(ScoreKind.UNREGULARIZED)
                                .orElseThrow()
                                .evaluation()
                                .auroc(),
                        within(1e-9));
        assertThat(SAMPLE.auroc(Term.ELBO))
                .isEqualTo(RAW.method(ScoreKind.ELBO).orElseThrow().evaluation().auroc(), within(1e-9));
    }

    @Test
    void simpleEndHasLessComplexityThanTheComplexEnd() {
        String html = new TermSection(SAMPLE, WindowLayout.of(RAW.options())).examples();
        double[] shown = html.lines()
                .flatMap(line -> Pattern.compile("<span>A ([−0-9.]+)</span>")
                        .matcher(line)
                        .results())
                .mapToDouble(match -> Double.parseDouble(match.group(1).replace('−', '-')))
                .toArray();
        assertThat(shown).hasSize(12).isSorted();
        assertThat(shown[0]).isLessThan(shown[11]);
    }

    @Test
    void explanationFollowsWhatTheTermsAloneTell() {
        PairedTest elboLeads = new PairedTest(-0.2, 0.001);
        PairedTest unregularizedLeads = new PairedTest(0.2, 0.001);
        assertThat(verdict(0.5, 0.9, elboLeads)).contains("ELBO doing better", "alone: A points to the anomalies");
        assertThat(verdict(0.8, 0.5, elboLeads)).contains("alone: D points to the anomalies");
        assertThat(verdict(0.8, 0.8, elboLeads)).contains("alone: A and D point to the anomalies");
        assertThat(verdict(0.5, 0.5, elboLeads)).contains("do not explain why");
        assertThat(verdict(0.5, 0.5, unregularizedLeads))
                .contains("unregularized score doing better", "leaving out A and D");
        assertThat(verdict(0.5, 0.8, unregularizedLeads)).contains("although A alone points to the anomalies");
        assertThat(verdict(0.5, 0.5, new PairedTest(0.2, 0.5))).contains("do not differ here beyond chance");
    }

    @Test
    void explanationSaysWhichWayComplexityPoints() {
        assertThat(explain(0.5, 0.9, RAW.paired()).get(1)).contains("A 0.900", "look more complex");
        assertThat(explain(0.5, 0.2, RAW.paired()).get(1)).contains("A 0.200", "look simpler");
        assertThat(explain(0.5, 0.55, RAW.paired()).get(1)).contains("tells little");
    }

    private static String verdict(double codeAlone, double complexityAlone, PairedTest paired) {
        return explain(codeAlone, complexityAlone, paired).get(2);
    }

    private static List<String> explain(double codeAlone, double complexityAlone, PairedTest paired) {
        Map<Term, Double> auroc = new EnumMap<>(SAMPLE.auroc());
        auroc.put(Term.D, codeAlone);
        auroc.put(Term.A, complexityAlone);
        List<Image> images = SAMPLE.normalImages();
        TermSample sample =
                new TermSample(images, SAMPLE.normalTerms(), SAMPLE.windows(), auroc, SAMPLE.anomalousImages());
        ExperimentResult result = new ExperimentResult(
                RAW.options(), RAW.task(), 0, RAW.training(), RAW.scoring(), RAW.methods(), paired, RAW.detector());
        return new TermExplanation(result, sample).paragraphs();
    }
}
