package dev.kizu.features.padim;

/**
 * What a covariance gets beside what the images show: without it there is no inverse where images are no more than dimensions.
 *
 * <p>With {@code shrink}, the covariance of a position is drawn towards its mean variance times the identity by oracle approximating
 * shrinkage (Chen, Wiesel, Eldar and Hero 2010, equation 23), with one image less in the formula since the mean is estimated too. Then
 * {@code share} times the mean variance over all positions, and {@code epsilon}, are added to the diagonal.
 *
 * @param shrink whether to shrink
 * @param share of the mean variance over all positions and dimensions, at least 0
 * @param epsilon in the features' unit squared, at least 0
 */
public record Regularization(boolean shrink, double share, double epsilon) {
    private static final double PAPER_EPSILON = 0.01;
    private static final double FLOOR = 0.01;

    /** Checks the ranges. */
    public Regularization {
        if (!(share >= 0 && share < Double.POSITIVE_INFINITY && epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "regularization by a share of %s and an epsilon of %s, expected finite numbers that are not negative"
                            .formatted(share, epsilon));
        }
    }

    /**
     * Shrinkage, with one hundredth of the mean variance as a floor: the same whatever the features' scale. For statistics of few images by themselves;
     * {@code train.FeatureTrainer} takes a tenth and no shrinkage, which gives better maps.
     */
    public static Regularization oracle() {
        return new Regularization(true, FLOOR, 0);
    }

    /** Equation 1 of PaDiM as it stands: 0.01 on the diagonal, fit for the scale of one network's features. */
    public static Regularization paper() {
        return new Regularization(false, 0, PAPER_EPSILON);
    }

    /**
     * How far to draw a covariance towards its mean variance: a number in [0, 1].
     *
     * @param dimensions p
     * @param degrees number of images less one
     * @param trace of the covariance
     * @param squares trace of the covariance's square
     */
    double shrinkage(int dimensions, long degrees, double trace, double squares) {
        if (!shrink) {
            return 0;
        }
        double p = dimensions;
        double spread = (degrees + 1 - 2 / p) * (squares - trace * trace / p);
        double noise = (1 - 2 / p) * squares + trace * trace;
        return spread <= noise ? 1 : noise / spread;
    }
}
