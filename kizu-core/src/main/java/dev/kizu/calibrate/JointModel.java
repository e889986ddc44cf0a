package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/**
 * Mean and covariance of the three terms at every window position, each term compressed by a signed logarithm so that its tail does not
 * rule. Covariances are shrunk towards the common one.
 */
final class JointModel {
    private static final int TERMS = 3;
    /** The common covariance counts as much as this many images. */
    private static final double PRIOR_IMAGES = 10;
    /** Share of the common variances added to the diagonal, so that the covariance can be inverted. */
    private static final double RIDGE = 1e-4;

    private final double[][] mean;
    /** For each window, the inverse of the covariance's lower Cholesky factor. */
    private final double[][] whitening;

    private JointModel(double[][] mean, double[][] whitening) {
        this.mean = mean;
        this.whitening = whitening;
    }

    private static void features(WindowTerms terms, int window, double[] into) {
        into[0] = compress(terms.mahalanobis()[window]);
        into[1] = compress(terms.logNormalizer()[window]);
        into[2] = compress(terms.kl()[window]);
    }

    private static double compress(double value) {
        return StrictMath.copySign(StrictMath.log1p(Math.abs(value)), value);
    }

    static JointModel fit(List<WindowTerms> heldOut) {
        int windows = heldOut.get(0).size();
        int images = heldOut.size();
        double[][] mean = new double[windows][TERMS];
        double[] f = new double[TERMS];
        for (WindowTerms terms : heldOut) {
            for (int w = 0; w < windows; w++) {
                features(terms, w, f);
                for (int i = 0; i < TERMS; i++) {
                    mean[w][i] += f[i] / images;
                }
            }
        }
        double[][][] scatter = new double[windows][TERMS][TERMS];
        double[][] common = new double[TERMS][TERMS];
        for (WindowTerms terms : heldOut) {
            for (int w = 0; w < windows; w++) {
                features(terms, w, f);
                for (int i = 0; i < TERMS; i++) {
                    for (int j = 0; j < TERMS; j++) {
                        double product = (f[i] - mean[w][i]) * (f[j] - mean[w][j]);
                        scatter[w][i][j] += product;
                        common[i][j] += product / ((double) windows * (images - 1));
                    }
                }
            }
        }
        double[][] whitening = new double[windows][];
        for (int w = 0; w < windows; w++) {
            whitening[w] = inverseCholesky(shrink(scatter[w], common, images));
        }
        return new JointModel(mean, whitening);
    }

    private static double[][] shrink(double[][] scatter, double[][] common, int images) {
        double[][] covariance = new double[TERMS][TERMS];
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                covariance[i][j] = (scatter[i][j] + PRIOR_IMAGES * common[i][j]) / (images - 1 + PRIOR_IMAGES);
            }
            covariance[i][i] += RIDGE * common[i][i] + 1e-12;
        }
        return covariance;
    }

    /** The inverse of the lower Cholesky factor, row by row. */
    private static double[] inverseCholesky(double[][] a) {
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

    float[] apply(WindowTerms terms) {
        float[] result = new float[terms.size()];
        double[] f = new double[TERMS];
        for (int w = 0; w < result.length; w++) {
            features(terms, w, f);
            double a = f[0] - mean[w][0];
            double b = f[1] - mean[w][1];
            double c = f[2] - mean[w][2];
            double[] l = whitening[w];
            double x = l[0] * a;
            double y = l[1] * a + l[2] * b;
            double z = l[3] * a + l[4] * b + l[5] * c;
            result[w] = (float) Math.sqrt(x * x + y * y + z * z);
        }
        return result;
    }
}
