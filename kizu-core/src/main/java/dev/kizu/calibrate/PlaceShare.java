package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often a cell's place explains it, and not only its kind: the weight of the distributions of places in a mixture of them with the
 * kinds of places that all cells share, the most likely one for held-out images. Distributions of places are learnt without the
 * images that they are asked about.
 *
 * <p>The share of variance that position explains is high wherever parts differ from the ground and lie about the middle. This share is high only
 * where a place tells more than that.
 *
 * <p>Source: expectation maximisation for the weight of two known distributions (Dempster, Laird, Rubin 1977).
 */
public final class PlaceShare {
    private static final int FOLDS = 5;
    private static final int ROUNDS = 50;
    /** A share of 0 or 1 could not be told from one of a few cells in ten thousand, or from few images. */
    private static final double SMALLEST = 0.01;

    private static final double LARGEST = 0.999;
    /** In a fixed pose, what is usual elsewhere only is a flaw; in nats. */
    private static final double ELSEWHERE = 5;

    private PlaceShare() {}

    /**
     * The share.
     *
     * @param heldOut terms of normal images, all on one grid; of fewer than three nothing can be said, and the answer is 0
     * @param inside which cells count, at least one
     * @param seed decides where the mixture's components begin
     * @return in [0, 1]
     */
    public static double of(List<WindowTerms> heldOut, boolean[] inside, long seed) {
        if (heldOut.size() < 3) {
            return 0;
        }
        int[] counted = IntStream.range(0, inside.length).filter(w -> inside[w]).toArray();
        List<float[]> features = heldOut.stream().map(JointModel::features).toList();
        return of(features, counted, Mixture.fit(features, counted, seed));
    }

    private static double of(List<float[]> features, int[] counted, Mixture mixture) {
        int images = features.size();
        int folds = Math.min(FOLDS, images);
        // How much more likely a cell is as one of a kind than as one of its place.
        double[] ratios = new double[images * counted.length];
        int known = 0;
        for (int fold = 0; fold < folds; fold++) {
            List<float[]> others = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                if (i % folds != fold) {
                    others.add(features.get(i));
                }
            }
            PlaceDensity places = PlaceDensity.of(JointModel.fit(others));
            double[] factors = places.logFactors();
            for (int i = fold; i < images; i += folds) {
                float[] kinds = mixture.logDensities(features.get(i));
                for (int w : counted) {
                    double place = factors[w] - places.fall(features.get(i), w);
                    ratios[known++] = StrictMath.exp(Math.min(kinds[w] - place, 700));
                }
            }
        }
        double share = 0.5;
        for (int round = 0; round < ROUNDS; round++) {
            double sum = 0;
            for (double ratio : ratios) {
                sum += share / (share + (1 - share) * ratio);
            }
            share = sum / ratios.length;
        }
        return share;
    }

    /**
     * What it costs a cell to be explained by its kind and not by its place, in nats: the odds of place, and in a fixed pose something on top.
     *
     * @param share in [0, 1]
     */
    static double price(double share) {
        double bounded = Math.min(Math.max(share, SMALLEST), LARGEST);
        return StrictMath.log(bounded / (1 - bounded)) + ELSEWHERE * bounded;
    }
}
