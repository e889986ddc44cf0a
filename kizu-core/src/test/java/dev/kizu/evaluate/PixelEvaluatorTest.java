package dev.kizu.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelEvaluatorTest {
    private static final int SIDE = 64;

    private record Sample(float[] map, boolean[] truth, boolean[] counted) {}

    /** Images with up to three rectangles, some of one pixel, and a border that does not count. */
    private static List<Sample> samples(PixelScores scores, int images, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            boolean[] truth = new boolean[SIDE * SIDE];
            boolean[] counted = new boolean[SIDE * SIDE];
            for (int box = random.nextInt(4); box > 0; box--) {
                int size = box == 1 ? 1 : 1 + random.nextInt(12);
                fill(truth, random.nextInt(SIDE - size), random.nextInt(SIDE - size), size);
            }
            fill(counted, 1, 2, SIDE - 2);
            float[] map = new float[SIDE * SIDE];
            for (int i = 0; i < map.length; i++) {
                map[i] = scores.draw(random, truth[i]);
            }
            samples.add(new Sample(map, truth, counted));
        }
        return samples;
    }

    private static void fill(boolean[] plane, int row, int column, int size) {
        for (int y = row; y < row + size; y++) {
            Arrays.fill(plane, y * SIDE + column, y * SIDE + column + size, true);
        }
    }

    private static PixelEvaluator evaluator(int nodes, List<Sample> samples) {
        PixelEvaluator evaluator = new PixelEvaluator(nodes);
        samples.forEach(one -> evaluator.add(one.map(), one.truth(), one.counted(), SIDE, SIDE));
        return evaluator;
    }

    private static double[] exact(List<Sample> samples) {
        PlainPixels plain = new PlainPixels();
        samples.forEach(one -> plain.add(one.map(), one.truth(), one.counted(), SIDE, SIDE));
        return plain.figures();
    }

    private static void assertWithin(double tolerance, PixelEvaluation evaluation, double[] exact) {
        double[] figures = {
            evaluation.auroc(), evaluation.averagePrecision(), evaluation.aupro30(), evaluation.aupro05()
        };
        assertThat(figures).as("%s", evaluation).containsExactly(exact, within(tolerance));
    }

    @ParameterizedTest
    @EnumSource
    void figuresAreThoseOfTheDefinitionsWhileAllScoresAreKept(PixelScores scores) {
        List<Sample> samples = samples(scores, 6, 1);
        PixelEvaluation evaluation = evaluator(1 << 17, samples).evaluation();
        assertThat(evaluation.uncertainty()).isLessThan(1e-12);
        assertWithin(1e-9, evaluation, exact(samples));
    }

    /** Twenty times as many pixels as nodes. */
    @ParameterizedTest
    @EnumSource
    void figuresAreExactToAThousandthWhereMostScoresAreForgotten(PixelScores scores) {
        List<Sample> samples = samples(scores, 20, 2);
        PixelEvaluation evaluation = evaluator(1 << 12, samples).evaluation();
        assertThat(evaluation.uncertainty()).isLessThan(1e-3);
        assertWithin(evaluation.uncertainty() + 1e-12, evaluation, exact(samples));
    }

    @ParameterizedTest
    @EnumSource
    void theIntervalEnclosesTheTruthHoweverLittleIsKept(PixelScores scores) {
        List<Sample> samples = samples(scores, 8, 3);
        double[] exact = exact(samples);
        for (int nodes : new int[] {100, 2000}) {
            PixelEvaluation evaluation = evaluator(nodes, samples).evaluation();
            assertWithin(evaluation.uncertainty() + 1e-12, evaluation, exact);
        }
    }

    @Test
    void scoresThatMoveFromImageToImageAreKeptApart() {
        Random random = new Random(4);
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < 48; image++) {
            // First all over the place, then in ever other narrow ranges.
            float middle = image < 6 ? 0 : 1 + image % 7 * 1e-4f;
            float spread = image < 6 ? 5 : 2e-5f;
            boolean[] truth = new boolean[SIDE * SIDE];
            fill(truth, 5, 9, image % 11);
            float[] map = new float[SIDE * SIDE];
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) (middle + spread * (random.nextGaussian() + (truth[i] ? 1 : 0)));
            }
            boolean[] counted = new boolean[SIDE * SIDE];
            Arrays.fill(counted, true);
            samples.add(new Sample(map, truth, counted));
        }
        PixelEvaluation evaluation = evaluator(1 << 13, samples).evaluation();
        assertThat(evaluation.uncertainty()).isLessThan(1e-3);
        assertWithin(evaluation.uncertainty() + 1e-12, evaluation, exact(samples));
    }

    @Test
    void oneAnomalousPixelAmongManyIsFoundWhereItStands() {
        Random random = new Random(5);
        PixelEvaluator evaluator = new PixelEvaluator(1 << 15);
        PlainPixels plain = new PlainPixels();
        boolean[] counted = new boolean[SIDE * SIDE];
        Arrays.fill(counted, true);
        for (int image = 0; image < 64; image++) {
            float[] map = new float[SIDE * SIDE];
            for (int i = 0; i < map.length; i++) {
                map[i] = (float) random.nextGaussian();
            }
            boolean[] truth = new boolean[SIDE * SIDE];
            if (image == 3) {
                truth[77] = true;
                map[77] = 3.9f;
            }
            evaluator.add(map, image == 3 ? truth : null, SIDE, SIDE);
            plain.add(map, truth, counted, SIDE, SIDE);
        }
        PixelEvaluation evaluation = evaluator.evaluation();
        assertThat(evaluation.regions()).isEqualTo(1);
        assertThat(evaluation.anomalousPixels()).isEqualTo(1);
        assertThat(evaluation.normalPixels()).isEqualTo(64L * SIDE * SIDE - 1);
        assertThat(evaluation.uncertainty()).isLessThan(1e-3);
        assertWithin(evaluation.uncertainty() + 1e-12, evaluation, plain.figures());
    }

    @Test
    void mergedEvaluatorsGiveTheBitsOfOneWhileAllScoresAreKept() {
        List<Sample> samples = samples(PixelScores.HEAVY_TAILS, 12, 6);
        PixelEvaluation one = evaluator(1 << 17, samples).evaluation();
        PixelEvaluator left = evaluator(1 << 17, samples.subList(7, 12));
        left.merge(evaluator(1 << 17, samples.subList(0, 7)));
        assertThat(left.evaluation()).isEqualTo(one);
        assertThat(left.normalPixels()).isEqualTo(one.normalPixels());
    }

    @Test
    void mergedEvaluatorsAreWithinTheUncertaintyWhereScoresAreForgotten() {
        List<Sample> samples = samples(PixelScores.SATURATED, 20, 7);
        PixelEvaluator left = evaluator(1 << 12, samples.subList(12, 20));
        left.merge(evaluator(1 << 12, samples.subList(0, 12)));
        PixelEvaluation merged = left.evaluation();
        assertThat(merged.uncertainty()).isBetween(1e-9, 2e-3);
        assertWithin(merged.uncertainty() + 1e-12, merged, exact(samples));
        assertThatIllegalArgumentException().isThrownBy(() -> left.merge(left)).withMessageContaining("twice");
    }

    @Test
    void perfectAndReversedMapsAreAtTheEnds() {
        boolean[] truth = {false, false, true, true};
        PixelEvaluator perfect = new PixelEvaluator();
        perfect.add(new float[] {0, 1, 2, 3}, truth, 1, 4);
        assertThat(perfect.evaluation()).isEqualTo(new PixelEvaluation(1, 1, 1, 1, 0, 1, 2, 2, 1));
        PixelEvaluator reversed = new PixelEvaluator();
        reversed.add(new float[] {3, 2, 1, 0}, truth, 1, 4);
        assertThat(reversed.evaluation().auroc()).isZero();
        assertThat(reversed.evaluation().aupro30()).isZero();
    }

    @Test
    void aSmallRegionCountsAsMuchAsALargeOne() {
        PixelEvaluator evaluator = new PixelEvaluator();
        // A region of three pixels, found; one of one pixel, missed; two normal pixels between.
        evaluator.add(new float[] {9, 9, 9, 1, 2, 0}, new boolean[] {true, true, true, false, false, true}, 1, 6);
        assertThat(evaluator.evaluation().aupro30()).isEqualTo(0.5);
        assertThat(evaluator.evaluation().auroc()).isEqualTo(0.75);
    }

    @Test
    void pixelsThatDoNotCountChangeNothingWhateverTheyAre() {
        PixelEvaluator evaluator = new PixelEvaluator();
        boolean[] counted = {true, true, true, false, false};
        evaluator.add(
                new float[] {0, 1, 2, Float.NaN, 9}, new boolean[] {false, false, true, true, false}, counted, 1, 5);
        evaluator.add(new float[5], new boolean[] {false, false, false, true, false}, counted, 1, 5);
        assertThat(evaluator.evaluation()).isEqualTo(new PixelEvaluation(1, 1, 1, 1, 0, 2, 5, 1, 1));
    }

    @Test
    void whatCannotBeEvaluatedIsRefusedAndLeavesNothingBehind() {
        PixelEvaluator evaluator = new PixelEvaluator();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(new float[] {0, 1, Float.NaN, 1}, null, 2, 2))
                .withMessageContaining("row 1, column 0 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluator.add(new float[4], new boolean[3], 2, 2))
                .withMessageContaining("mask of 2 x 2 (rows, columns) has 4 values, got 3");
        evaluator.add(new float[4], null, 2, 2);
        assertThat(evaluator.normalPixels()).isEqualTo(4);
        assertThatIllegalStateException()
                .isThrownBy(evaluator::evaluation)
                .withMessageContaining("4 normal and 0 anomalous pixels in 1 images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelEvaluator(15))
                .withMessageContaining("15 nodes, expected 16 to 4194304");
    }
}
