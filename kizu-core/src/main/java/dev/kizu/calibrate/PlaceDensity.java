package dev.kizu.calibrate;

/**
 * How likely a cell's terms are at its place: by the mean and covariance of {@link JointModel}, and with the tails of Student's t, since
 * spreads of a few images are themselves uncertain, and terms of good parts lie far out more often than those of a normal distribution. So
 * what is odd at its place counts by the logarithm of its distance and not by the square.
 *
 * <p>Source: multivariate t distribution (K. L. Lange, R. J. A. Little, J. M. G. Taylor, "Robust statistical modeling using the t
 * distribution", JASA 84, 1989). Deviations: the covariance stands for the scale matrix, of which it is 8/6 with 8 degrees of freedom; and the constant is that of the
 * normal distribution, 0.09 nats less than this one's.
 *
 * @param places mean and covariance at every place
 * @param freedom degrees of freedom, above 0; infinite for the normal distribution itself
 */
record PlaceDensity(JointModel places, float freedom) {
    /** Of those tried, 3 to 20, the middle of those that did best over photographs and drawn parts. */
    static final float FREEDOM = 8;

    /** Checks the number. */
    PlaceDensity {
        if (!(freedom > 0)) {
            throw new IllegalArgumentException(
                    "places have %s degrees of freedom, expected more than 0".formatted(freedom));
        }
    }

    /** With the usual tails. */
    static PlaceDensity of(JointModel places) {
        return new PlaceDensity(places, FREEDOM);
    }

    /** For each window the logarithm of its density's factor. */
    double[] logFactors() {
        return places.logFactors();
    }

    /** How far below its value at the mean the logarithm of the density is, at least 0. */
    double fall(float[] features, int w) {
        double squared = places.squaredDistance(features, w);
        return Float.isInfinite(freedom)
                ? squared / 2
                : (freedom + JointModel.TERMS) / 2.0 * StrictMath.log1p(squared / freedom);
    }
}
