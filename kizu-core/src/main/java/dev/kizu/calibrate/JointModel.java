package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/**
 * Mean and covariance of the three terms (M, A, D) at every window position, each term compressed by a signed logarithm so that its tail does
 * not rule. Covariances are shrunk towards the common one.
 *
 * @param mean for each term, one mean for each window
 * @param whitening the inverse of the covariance's lower Cholesky factor, row by row without its zeros: for each of the six entries one
 *     value for each window
 */
record JointModel(float[][] mean, float[][] whitening) {
    static final int TERMS = 3;
    static final int ENTRIES = 6;
    private static final double HALF_LOG_2_PI = StrictMath.log(2 * StrictMath.PI) / 2;
    /** The common covariance counts as much as this many images. */
    private static final double PRIOR_IMAGES = 10;
    /** Share of the common variances added to the diagonal, so that the covariance can be inverted. */
    private static final double RIDGE = 1e-4;
    /**
     * Added to each variance: a spread of three thousandths, below which a compressed term says nothing. Where the latent vector carries
     * nothing, D is all but 0 and its differences are those of rounding; without this they would be blown up to the size of a signal.
     */
    static final double RESOLUTION = 1e-5;

    /** The compressed terms of every window: three values each. */
    static float[] features(WindowTerms terms) {
        float[] features = new float[TERMS * terms.size()];
        for (int w = 0; w < terms.size(); w++) {
            features[TERMS * w] = compress(terms.mahalanobis()[w]);
            features[TERMS * w + 1] = compress(terms.logNormalizer()[w]);
            features[TERMS * w + 2] = compress(terms.kl()[w]);
        }
        return features;
    }

    private static float compress(double value) {
        return (float) StrictMath.copySign(StrictMath.log1p(Math.abs(value)), value);
    }

    /**
     * Learns from held-out images.
     *
     * @param features the {@link #features} of each, at least two images
     */
    static JointModel fit(List<float[]> features) {
        int windows = features.get(0).length / TERMS;
        int images = features.size();
        double[][] mean = new double[windows][TERMS];
        for (float[] f : features) {
            for (int w = 0; w < windows; w++) {
                for (int i = 0; i < TERMS; i++) {
                    mean[w][i] += (double) f[TERMS * w + i] / images;
                }
            }
        }
        double[][][] scatter = new double[windows][TERMS][TERMS];
        double[][] common = new double[TERMS][TERMS];
        for (float[] f : features) {
            for (int w = 0; w < windows; w++) {
                for (int i = 0; i < TERMS; i++) {
                    for (int j = 0; j < TERMS; j++) {
                        double product = (f[TERMS * w + i] - mean[w][i]) * (f[TERMS * w + j] - mean[w][j]);
                        scatter[w][i][j] += product;
                        common[i][j] += product / ((double) windows * (images - 1));
                    }
                }
            }
        }
        float[][] means = new float[TERMS][windows];
        float[][] whitening = new float[ENTRIES][windows];
        for (int w = 0; w < windows; w++) {
            double[] inverse = inverseCholesky(shrink(scatter[w], common, images));
            for (int i = 0; i < TERMS; i++) {
                means[i][w] = (float) mean[w][i];
            }
            for (int i = 0; i < ENTRIES; i++) {
                whitening[i][w] = (float) inverse[i];
            }
        }
        return new JointModel(means, whitening);
    }

    private static double[][] shrink(double[][] scatter, double[][] common, int images) {
        double[][] covariance = new double[TERMS][TERMS];
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                covariance[i][j] = (scatter[i][j] + PRIOR_IMAGES * common[i][j]) / (images - 1 + PRIOR_IMAGES);
            }
            covariance[i][i] += RIDGE * common[i][i] + RESOLUTION;
        }
        return covariance;
    }

    /** The inverse of the lower Cholesky factor, row by row. */
    static double[] inverseCholesky(double[][] a) {
        double l00 = Math.sqrt(a[0][0]);
        double l10 = a[1][0] / l00;
        double l11 = Math.sqrt(Math.max(a[1][1] - l10 * l10, 1e-12));
        double l20 = a[2][0] / l00;
        double l21 = (a[2][1] - l20 * l10) / l11;
        double l22 = Math.sqrt(Math.max(a[2][2] - l20 * l20 - l21 * l21, 1e-12));
        double i10 = -l10 / (l00 * l11);
        double i20 = (l10 * l21 - l11 * l20) / (l00 * l11 * l22);
        double i21 = -l21 / (l11 * l22);
        return new double[] {1 / l00, i10, 1 / l11, i20, i21, 1 / l22};
    }

    float[] apply(float[] features) {
        float[] result = new float[features.length / TERMS];
        for (int w = 0; w < result.length; w++) {
            result[w] = (float) Math.sqrt(squaredDistance(features, w));
        }
        return result;
    }

    /** For each window the logarithm of its density's factor. */
    double[] logFactors() {
        double[] factors = new double[mean[0].length];
        for (int w = 0; w < factors.length; w++) {
            factors[w] = StrictMath.log(whitening[0][w])
                    + StrictMath.log(whitening[2][w])
                    + StrictMath.log(whitening[5][w])
                    - HALF_LOG_2_PI * TERMS;
        }
        return factors;
    }

    double squaredDistance(float[] features, int w) {
        double a = (double) features[TERMS * w] - mean[0][w];
        double b = (double) features[TERMS * w + 1] - mean[1][w];
        double c = (double) features[TERMS * w + 2] - mean[2][w];
        double x = whitening[0][w] * a;
        double y = whitening[1][w] * a + whitening[2][w] * b;
        double z = whitening[3][w] * a + whitening[4][w] * b + whitening[5][w] * c;
        return x * x + y * y + z * z;
    }
}
